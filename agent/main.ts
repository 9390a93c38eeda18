import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { getModel } from '../shared/catalogue.ts';
import { hardwareClasses, regions } from '../shared/vehicle.ts';
import { type DeviceKey, openDeviceKey } from './device-key.ts';
import { openEngineProcess } from './engines/engine-process.ts';
import type { EngineOpener } from './engines/engines.ts';
import type { AgentEvent } from './events.ts';
import { runLoop } from './loop.ts';
import { createMarket, type Market } from './market.ts';
import { createParked, type Parked } from './parked.ts';
import { modelledCosts } from './run-costs.ts';
import { createSpool } from './spool.ts';

/**
 * The program in the car. Each option may come from the environment instead: --data-dir is PARKADE_DATA_DIR.
 *
 *   --base-url   the market, ending in /v1
 *   --data-dir   folder for the device key and for work under way; keep it over restarts
 *   --code       enrolment code, needed at the first start only
 *   --models     comma separated; all that ship with the agent if left out
 *   --upstreams  JSON file of models that another OpenAI-compatible server runs (`upstreams` below)
 *   --class      AI4 or AI5
 *   --region     eu, na or apac: what its owner is willing to say; left out, it gets nothing bound to a region
 *   --attestation  file with its maker's signed word about its hardware
 *   --seconds, --tasks   running to ask for at a time
 *   --wait-seconds       how long an idle vehicle may be kept waiting for a live call; 0: it does not wait
 *
 * SIGTERM and SIGINT: the driver is back; hands in what is finished and exits 0. SIGUSR2: the driver is back, or,
 * the second time, has left again. Prints one JSON line an event.
 */
const optionNames = [
  'base-url',
  'data-dir',
  'code',
  'models',
  'upstreams',
  'class',
  'region',
  'attestation',
  'seconds',
  'tasks',
  'wait-seconds',
] as const;

const optionsSchema = z.object({
  'base-url': z.url(),
  'data-dir': z.string().min(1),
  code: z.string().min(1).optional(),
  models: z.string().optional(),
  upstreams: z.string().optional(),
  class: z.enum(hardwareClasses).default('AI4'),
  region: z.enum(regions).optional(),
  attestation: z.string().min(1).optional(),
  seconds: z.coerce.number().min(1).max(3_600).default(120),
  tasks: z.coerce.number().int().min(1).max(10).default(4),
  'wait-seconds': z.coerce.number().int().min(0).max(20).default(20),
});
type Options = z.infer<typeof optionsSchema>;

const upstreams = z.array(
  z.strictObject({
    model: z.string(),
    upstreamModel: z.string(),
    baseUrl: z.url(),
    apiKey: z.string().optional(),
    modelSha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
);

const softwareVersion = '0.2.0';
/** A driver does not wait for long, nor does a supervisor. */
const shutdownMillis = 25_000;

const emit = (event: AgentEvent) => console.log(JSON.stringify({ at: new Date().toISOString(), ...event }));

function readOptions(): Options {
  const { values } = parseArgs({
    options: Object.fromEntries(optionNames.map((name) => [name, { type: 'string' as const }])),
  });
  const given = optionNames.map((name) => {
    const variable = `PARKADE_${name.toUpperCase().replaceAll('-', '_')}`;
    return [name, values[name] ?? process.env[variable]];
  });
  const parsed = optionsSchema.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`);
  throw new Error(`The agent can not start.\n${problems.join('\n')}`);
}

async function upstreamOpeners({ upstreams: path }: Options): Promise<Record<string, EngineOpener>> {
  if (path === undefined) return {};
  const { openUpstream } = await import('./engines/upstream.ts');
  const openers = upstreams.parse(JSON.parse(await readFile(path, 'utf8'))).map((upstream) => {
    const { endpoint } = getModel(upstream.model);
    return [upstream.model, async () => openUpstream({ ...upstream, endpoint })] as const;
  });
  return Object.fromEntries(openers);
}

async function enrol(
  device: DeviceKey,
  market: Market,
  models: readonly string[],
  options: Options,
): Promise<void> {
  if (device.identity) return;
  if (options.code === undefined)
    throw new Error(
      `This vehicle is not enrolled yet: start it once with --code, as its owner was given it.`,
    );
  const identity = await market.enrol({
    code: options.code,
    signingKey: device.signingPublicKey,
    sealingKey: device.sealingPublicKey,
    hardwareClass: options.class,
    ...(options.region && { region: options.region }),
    ...(options.attestation && { attestation: (await readFile(options.attestation, 'utf8')).trim() }),
    models: [...models],
    softwareVersion,
  });
  await device.enrolled(identity);
  emit({ event: 'enrolled', vehicleId: identity.vehicleId });
}

function listenToSignals(parked: Parked) {
  // Waiting for a signal alone does not keep a Node process running.
  setInterval(() => undefined, 3_600_000);
  const end = () => {
    parked.end();
    setTimeout(() => process.exit(1), shutdownMillis).unref();
  };
  // Not `once`: node-llama-cpp's lock file library kills the process when it finds no other listener left.
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.on('SIGUSR2', () => {
    const back = parked.driverBack.aborted;
    emit({ event: back ? 'parked' : 'driver_returned' });
    if (back) parked.driverLeaves();
    else parked.driverReturns();
  });
}

async function main() {
  const options = readOptions();
  const parked = createParked();
  const engines = openEngineProcess({
    models: options.models?.split(','),
    others: await upstreamOpeners(options),
    driverBack: () => parked.driverBack,
  });
  const device = await openDeviceKey(join(options['data-dir'], 'device.json'), Date.now);
  const market = createMarket({ baseUrl: options['base-url'], device, now: Date.now });
  await enrol(device, market, engines.models, options);
  listenToSignals(parked);
  emit({ event: 'started', vehicleId: device.identity?.vehicleId ?? '', models: engines.models });
  await runLoop({
    market,
    engines,
    device,
    spool: createSpool(join(options['data-dir'], 'spool')),
    costsOf: modelledCosts(options.class),
    parked,
    emit,
    want: () => ({
      seconds: options.seconds,
      tasks: options.tasks,
      waitSeconds: options['wait-seconds'],
    }),
    wait: (millis, signal) => sleep(millis, undefined, { signal }).catch(() => undefined),
  });
  await engines.close();
  emit({ event: 'ended' });
}

try {
  await main();
  // Engines' own threads may linger.
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
