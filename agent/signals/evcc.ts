import ky from 'ky';
import { z } from 'zod';
import type { Signals } from '../../shared/signals.ts';
import { createReach } from './reach.ts';
import type { SignalSource, SourceDeps, Tell } from './signal-source.ts';
import { validReadings } from './valid-readings.ts';

export type EvccOptions = {
  /** Of evcc itself: http://evcc.local:7070 */
  url: string;
  /** Its number, from 0, or its title. */
  loadpoint: number | string;
  everyMillis?: number;
};

const everyMillisUsual = 10_000;
const everyMillisMax = 60_000;
const answerMillis = 5_000;

/** What is read of `/api/state`; all else, whereabouts among it, is dropped by the parse. */
const loadpoint = z.object({
  title: z.string().optional().catch(undefined),
  connected: z.unknown(),
  charging: z.unknown(),
  chargePower: z.unknown(),
  vehicleSoc: z.unknown(),
  vehicleLimitSoc: z.unknown(),
  effectiveLimitSoc: z.unknown(),
  vehicleClimaterActive: z.unknown(),
  effectivePlanTime: z.unknown(),
});
const stateOf = z.object({ loadpoints: z.array(loadpoint) });
/** Before 0.207 the state was wrapped. */
const state = z.union([stateOf, z.object({ result: stateOf }).transform(({ result }) => result)]);

const source = 'evcc';

/**
 * Signals of the car at a loadpoint of evcc (https://docs.evcc.io), by its REST state. It knows the plug, not the
 * car: no gear, no doors, nobody in it; so another source must stand beside it. While it does not answer, or has no
 * such loadpoint, nothing is told.
 */
export function createEvccSource(options: EvccOptions, deps: SourceDeps): SignalSource {
  return {
    name: source,
    async start(tell) {
      const ending = new AbortController();
      const polling = poll(options, deps, tell, ending.signal);
      return {
        async stop() {
          ending.abort();
          await polling;
        },
      };
    },
  };
}

async function poll(options: EvccOptions, deps: SourceDeps, tell: Tell, ended: AbortSignal): Promise<void> {
  const { clock } = deps;
  const everyMillis = options.everyMillis ?? everyMillisUsual;
  const reach = createReach(source, deps);
  let failures = 0;
  let ignoredBefore: readonly string[] = [];
  while (!ended.aborted) {
    // What is answered was so when it was asked, if not later.
    const at = clock.now();
    const answered = await ask(options, at, ended).catch(() => undefined);
    if (ended.aborted) return;
    tellIgnored(answered?.ignored ?? [], ignoredBefore, deps);
    ignoredBefore = answered?.ignored ?? ignoredBefore;
    failures = answered?.readings ? 0 : failures + 1;
    reach(failures === 0);
    if (answered?.readings) tell(answered.readings);
    await clock.wait(pauseMillis(everyMillis, failures), ended);
  }
}

/** Once, not at each poll. */
function tellIgnored(ignored: readonly string[], before: readonly string[], { emit }: SourceDeps): void {
  for (const topic of ignored) if (!before.includes(topic)) emit({ event: 'signal_ignored', source, topic });
}

const pauseMillis = (everyMillis: number, failures: number) =>
  Math.min(Math.max(everyMillis, everyMillisMax), everyMillis * 2 ** failures);

type Answered = { readings?: Signals; ignored: readonly string[] };

async function ask(
  { url, loadpoint: wanted }: EvccOptions,
  at: number,
  ended: AbortSignal,
): Promise<Answered> {
  const answer = await ky.get(`${url.replace(/\/$/, '')}/api/state`, {
    timeout: answerMillis,
    retry: 0,
    signal: ended,
  });
  const parsed = state.safeParse(await answer.json());
  const found = parsed.data?.loadpoints.find(({ title }, index) => wanted === index || wanted === title);
  if (!found) return { ignored: [parsed.success ? 'loadpoints' : 'state'] };
  return validReadings(valuesOf(found, at), at, source);
}

/** evcc writes 0, null or the year 1 where it does not know. */
function valuesOf(found: z.infer<typeof loadpoint>, now: number): Record<string, unknown> {
  const connected = found.connected === true;
  const known = (value: unknown) => (value === 0 || value === null ? undefined : value);
  const planned =
    typeof found.effectivePlanTime === 'string' ? Date.parse(found.effectivePlanTime) : Number.NaN;
  return {
    pluggedIn: found.connected,
    charging: found.charging,
    chargingWatts: typeof found.chargePower === 'number' ? Math.max(0, found.chargePower) : found.chargePower,
    // Of the car that is connected; without one they are of whatever car was there last.
    ...(connected && {
      stateOfChargePercent: known(found.vehicleSoc),
      chargeLimitPercent: known(found.vehicleLimitSoc) ?? known(found.effectiveLimitSoc),
      preconditioning: found.vehicleClimaterActive ?? undefined,
      departureAt: planned > now ? planned : undefined,
    }),
  };
}
