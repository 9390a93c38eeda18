import type { startActors } from './actors/start-actors.ts';
import type { Cast } from './cast.ts';
import type { Violation } from './checks/violation.ts';
import type { newWatcher } from './checks/watcher.ts';
import type { faultPlan } from './faults/fault-plan.ts';
import type { BaseWorld } from './world/base-world.ts';
import type { Cloud } from './world/cloud.ts';
import type { Environment } from './world/environment.ts';
import type { startTimers } from './world/start-timers.ts';
import type { newTrace } from './world/trace.ts';

/** A seed while it runs: all that is judged, and what moves it. */
export type World = {
  cast: Cast;
  env: Environment;
  cloud: Cloud;
  faults: ReturnType<typeof faultPlan>;
  trace: ReturnType<typeof newTrace>;
  actors: ReturnType<typeof startActors>;
  timers: ReturnType<typeof startTimers>;
  watcher: ReturnType<typeof newWatcher>;
  violations: readonly Violation[];
  onViolation(violation: Violation): void;
  base: BaseWorld;
};
