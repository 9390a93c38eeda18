import type { Policy } from '../../shared/policy.ts';
import { startActors } from './actors/start-actors.ts';
import { castOf } from './cast.ts';
import { judgeEnd } from './checks/judge-end.ts';
import { reachedIn } from './checks/reached.ts';
import { restOf } from './checks/rest.ts';
import type { Violation } from './checks/violation.ts';
import { newWatcher } from './checks/watcher.ts';
import { faultPlan } from './faults/fault-plan.ts';
import type { SimFault } from './faults/sim-fault.ts';
import type { PortCall } from './model/port.ts';
import type { World } from './seed-world.ts';
import { type BaseWorld, makeBaseWorld } from './world/base-world.ts';
import { openCloud } from './world/cloud.ts';
import { type Environment, reseed, takeOver } from './world/environment.ts';
import { settingsOf, simPolicy } from './world/settings.ts';
import { startTimers } from './world/start-timers.ts';
import { newTrace } from './world/trace.ts';

export type SeedOptions = {
  seed: number;
  /** Of what would go wrong, these alone. */
  only?: ReadonlySet<string> | undefined;
  /** Whom to leave out, by name. */
  without?: ReadonlySet<string> | undefined;
  /** Keeps the trace's lines, to be read. */
  keepsLines?: boolean;
  /** A planted bug: changes what is asked of the cloud. */
  sabotage?: ((call: PortCall) => void) | undefined;
};

export type SeedResult = {
  seed: number;
  hash: string;
  steps: number;
  simulatedMinutes: number;
  faults: readonly { id: string; kind: SimFault }[];
  counts: Readonly<Record<SimFault, number>>;
  actors: readonly string[];
  /** What came about, by kind. */
  reached: Readonly<Record<string, number>>;
  violation?: Violation;
  lines: readonly string[];
};

/** Once nothing goes wrong any more and the cars are back, everything comes to its end within so many simulated minutes. */
const restMinutesMax = 180;

/** A simulator of one process: time, chance and the network are its own until `close`. */
export async function openSimulator() {
  const base = await makeBaseWorld();
  const env = takeOver();
  const { fetch: realFetch } = globalThis;
  return {
    run: (options: SeedOptions) => runSeed(env, base, options),
    close() {
      globalThis.fetch = realFetch;
      env.giveBack();
    },
  };
}

export type Simulator = Awaited<ReturnType<typeof openSimulator>>;

async function runSeed(
  env: Environment & { restart(at: number): void },
  base: BaseWorld,
  options: SeedOptions,
): Promise<SeedResult> {
  const { seed, only, keepsLines = false } = options;
  // What the seed before left unfinished comes to its next timer, which never comes.
  await env.settle();
  await env.settle();
  const cast = castOf(seed);
  env.restart(cast.startsAt);
  reseed(seed);
  const { startsAt } = cast;
  const trace = newTrace(env.now, startsAt, keepsLines);
  const faults = faultPlan({ seed, share: cast.faultShare, only });
  const violations: Violation[] = [];
  const onViolation = (violation: Violation) => {
    if (violations.length === 0) trace.note('VIOLATION', `${violation.name}: ${violation.detail}`);
    violations.push(violation);
  };
  const policy: Policy = { ...simPolicy, auditShare: cast.auditShare };
  const watcher = newWatcher({ now: env.now, fraudWindowSeconds: policy.fraudWindowSeconds, onViolation });
  const cloud = openCloud({
    env,
    seed,
    faults,
    trace,
    settings: await settingsOf(policy, async () => ''),
    onStep: watcher.step,
    onFault: (error, where, instance) => trace.fault(instance.name, `${where}: ${textOfError(error)}`),
    onReply: ({ from, what, sentAt, status }) => {
      const revokedAt = actors.revoked.get(from.name.split('.')[0] ?? '');
      if (revokedAt !== undefined && sentAt > revokedAt && status < 300 && what.includes('/v1/vehicle/'))
        onViolation({
          name: 'invariant 23: A revoked credential gets no success',
          detail: `${from.name} was let in ${sentAt - revokedAt} ms after its owner was told that it is revoked`,
        });
    },
    losesWebhooks: cast.losesWebhooks,
    sabotage: options.sabotage,
    ...base,
  });
  for (const image of cloud.table.items())
    watcher.begin({ key: { pk: String(image.pk), sk: String(image.sk) }, before: undefined, after: image });
  globalThis.fetch = cloud.network.fetch;
  const timers = startTimers({ env, trace, cloud, faults, cast });
  const actors = startActors({
    env,
    seed,
    cast,
    base,
    faults,
    trace,
    cloud,
    without: options.without,
    onViolation,
  });
  const world = { cast, env, cloud, faults, trace, actors, timers, watcher, violations, onViolation, base };
  await live(world, startsAt + cast.faultMinutes * 60_000);
  if (violations.length === 0) await judgeEnd(world);
  cloud.close();
  const [violation] = violations;
  return {
    seed,
    hash: trace.hash,
    steps: trace.steps,
    simulatedMinutes: (env.now() - startsAt) / 60_000,
    faults: faults.happened,
    counts: faults.counts,
    actors: actors.names,
    reached: reachedIn(cloud),
    lines: trace.lines,
    ...(violation && { violation }),
  };
}

/** What a function's log would have of it. */
const textOfError = (error: unknown) =>
  error instanceof Error ? `${error.name}: ${error.message} ${error.stack}` : String(error);

const lookEveryMillis = 10_000;

/** While things go wrong, and then until nothing is left to be done, or should be. */
async function live(world: World, faultsEndAt: number): Promise<void> {
  const { env, faults, violations, actors, cast } = world;
  const endsAt = faultsEndAt + (restMinutesMax + cast.awayMinutes) * 60_000;
  let lookAt = faultsEndAt;
  while (violations.length === 0 && (await env.turn())) {
    if (env.now() < lookAt) continue;
    if (!faults.ended) {
      faults.end();
      actors.faultsEnded();
    }
    lookAt = env.now() + lookEveryMillis;
    const left = restOf(world);
    if (left.length === 0) return;
    if (env.now() < endsAt) continue;
    world.onViolation({
      name: `invariant 28: Everything comes to its end within ${restMinutesMax} minutes`,
      detail: left.slice(0, 5).join('\n'),
    });
  }
}
