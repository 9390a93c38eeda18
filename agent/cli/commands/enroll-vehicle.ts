import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Benchmark } from '../../../shared/vehicle.ts';
import { benchmarkEngines } from '../../benchmark/benchmark-engines.ts';
import { openControl } from '../../control.ts';
import { type DataDir, dataDirAt } from '../../data-dir.ts';
import { openDeviceKey } from '../../device-key.ts';
import { enrol } from '../../enrol.ts';
import { createMarket } from '../../market.ts';
import type { AgentOptions } from '../../options.ts';
import { keepSettings } from '../../settings.ts';
import { openVehicleEngines } from '../../vehicle-engines.ts';
import { optionsFor, vehicleOptions } from '../vehicle-options.ts';
import { table } from '../wording.ts';
import { exitCodes, Failure, give, tell, type World } from '../world.ts';

export const enrollCommand = (world: World) =>
  vehicleOptions(
    world,
    'enroll',
    "Make this vehicle's keys and bind it to its owner, with a code that the owner got",
  )
    .argument('<code>', 'the one-time code: it holds for ten minutes')
    .option('--json', 'one JSON document on standard output')
    .action(async (code, { json, ...given }) => {
      // An engine that did not answer last time may do so now.
      const options = await optionsFor(world, given, ({ models: _, ...kept }) => kept);
      const dir = dataDirAt(options.dataDir);
      // Its lock: an agent that runs would go on with keys that count no more.
      const control = await openControl(dir.socket);
      try {
        const done = await enrollVehicle(world, { code, options, dir });
        give(world, { json }, { text: enrolledText(done, dir), document: done });
      } finally {
        await control.close();
      }
    });

type Enrolling = { code: string; options: AgentOptions; dir: DataDir };

async function enrollVehicle(world: World, { code, options, dir }: Enrolling) {
  const benchmarks = await measured(world, options);
  const models = benchmarks.map(({ model }) => model);
  const device = await openDeviceKey(dir.device, world.now);
  const market = createMarket({ baseUrl: options.baseUrl, device, now: world.now, retries: 2 });
  await enrol({ device, market, models }, code, { ...options, benchmarks });
  const { baseUrl, hardwareClass, region, upstreams } = options;
  await keepSettings(dir.settings, {
    baseUrl,
    hardwareClass,
    models,
    ...(region && { region }),
    ...(upstreams !== undefined && { upstreams: resolve(upstreams) }),
  });
  return { ...device.identity, baseUrl, hardwareClass, benchmarks };
}

/** Before the code is used: with no engine that answers there is nothing to enrol. */
async function measured(world: World, options: AgentOptions): Promise<Benchmark[]> {
  const engines = await openVehicleEngines(options, () => new AbortController().signal);
  try {
    tell(world, `Measuring ${engines.models.length} engines, which takes some seconds each ...`);
    const benchmarks = await benchmarkEngines(engines);
    const silent = engines.models.filter((model) => !benchmarks.some((each) => each.model === model));
    if (benchmarks.length === 0)
      throw new Failure(
        exitCodes.failed,
        `No engine answers (${silent.join(', ')}), so there is nothing to enrol. See: parkade-agent doctor`,
      );
    for (const model of silent)
      tell(world, `${model} does not answer and is left out. See: parkade-agent doctor`);
    return benchmarks;
  } finally {
    await engines.close();
  }
}

type Enrolled = Awaited<ReturnType<typeof enrollVehicle>>;

const enrolledText = ({ vehicleId, ownerId, baseUrl, hardwareClass, benchmarks }: Enrolled, dir: DataDir) =>
  [
    `Enrolled as ${vehicleId} (${hardwareClass}) of ${ownerId} at ${baseUrl}.`,
    `Its key was made here and stays here: ${dir.device}`,
    '',
    table(
      ['model', { right: "of the reference car's speed" }, { right: 'memory' }],
      benchmarks.map(({ model, speed, memoryMegabytes }) => [model, `${speed} x`, `${memoryMegabytes} MB`]),
    ),
    '',
    existsSync(dir.charter)
      ? `Start it with: parkade-agent run (it goes by ${dir.charter})`
      : 'Start it with: parkade-agent run --charter FILE --signals SOURCE',
  ].join('\n');
