import { resolve } from 'node:path';
import type { Benchmark } from '../../shared/vehicle.ts';
import { benchmarkEngines } from '../benchmark/benchmark-engines.ts';
import { openControl } from '../control.ts';
import { dataDirAt } from '../data-dir.ts';
import { openDeviceKey } from '../device-key.ts';
import { enrol } from '../enrol.ts';
import { createMarket } from '../market.ts';
import type { AgentOptions } from '../options.ts';
import { keepSettings } from '../settings.ts';
import { openVehicleEngines } from '../vehicle-engines.ts';
import { openVehicleReleases, pullAtOnce } from '../vehicle-releases.ts';
import { exitCodes, Failure, tell, type World } from './world.ts';

export type Enrolled = Awaited<ReturnType<typeof enrolVehicle>>;

/** Measures the engines, binds the keys to the code's owner, and keeps what `run` will want to know. */
export async function enrolMeasured(world: World, code: string, options: AgentOptions): Promise<Enrolled> {
  // Its lock: an agent that runs would go on with keys that count no more.
  const control = await openControl(dataDirAt(options.dataDir).socket);
  try {
    return await enrolVehicle(world, code, options);
  } finally {
    await control.close();
  }
}

async function enrolVehicle(world: World, code: string, options: AgentOptions) {
  const dir = dataDirAt(options.dataDir);
  const benchmarks = await measured(world, options);
  const models = benchmarks.map(({ model }) => model);
  const device = await openDeviceKey(dir.device, world.now);
  const market = createMarket({ baseUrl: options.baseUrl, device, now: world.now, retries: 2 });
  await enrol({ device, market, models }, code, { ...options, benchmarks });
  const { baseUrl, hardwareClass, region, upstreams, manifest, manifestKeys } = options;
  await keepSettings(dir.settings, {
    baseUrl,
    hardwareClass,
    // A later manifest may name others.
    ...(manifest === undefined
      ? { models }
      : { manifest, ...(options.models && { models: options.models }) }),
    ...(manifestKeys !== undefined && { manifestKeys: resolve(manifestKeys) }),
    ...(region && { region }),
    ...(upstreams !== undefined && { upstreams: resolve(upstreams) }),
  });
  return { ...device.identity, baseUrl, hardwareClass, benchmarks };
}

/** Before the code is used: with no engine that answers there is nothing to enrol. */
async function measured(world: World, options: AgentOptions): Promise<Benchmark[]> {
  const releases = await openVehicleReleases(options, dataDirAt(options.dataDir));
  if (releases) tell(world, 'Downloading models by the manifest ...');
  await pullAtOnce(releases, { now: world.now });
  const engines = await openVehicleEngines(
    { ...options, held: releases?.held },
    () => new AbortController().signal,
  );
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
