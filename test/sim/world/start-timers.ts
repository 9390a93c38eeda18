import { awayUntil, type Cast } from '../cast.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import type { Cloud } from './cloud.ts';
import type { Environment } from './environment.ts';
import { unlessDead } from './event-sources.ts';
import { type TimerName, timers } from './timers.ts';
import type { Trace } from './trace.ts';

const idleMinutes = 15;

type Parts = {
  env: Environment;
  trace: Trace;
  cloud: Cloud;
  faults: FaultPlan;
  cast: Cast;
};

/** Calls the market's timers for as long as the seed lasts. What fails comes again with the next tick. */
export function startTimers({ env, trace, cloud, faults, cast }: Parts) {
  const isQuiet = () => faults.ended && (env.now() < awayUntil(cast) || !cloud.hasWork());
  const tick = (name: TimerName): Promise<unknown> => {
    const { instance, functions } = cloud.marketRoleOf(name).any();
    return unlessDead<unknown>(instance, async () => functions.timers[name]()).catch((error: unknown) =>
      trace.note(instance.name, `${name} failed: ${String(error).slice(0, 200)}`),
    );
  };
  const isWorthIt = (finds: string | undefined) => finds === undefined || cloud.indexed(finds);
  for (const { name, minutes, finds, isOfMoney = false } of timers) {
    if (isOfMoney && cast.kind !== 'money') continue;
    const again = () => {
      if (isWorthIt(finds)) void tick(name);
      // Where nothing moves but the clock it is enough to look now and then.
      const isIdle = minutes < idleMinutes && isQuiet();
      env.after((isIdle ? idleMinutes : minutes) * 60_000, again);
    };
    env.after(minutes * 60_000 - 1_000, again);
  }
  return { tick };
}
