import { type Forecast, forecast } from '../../../shared/eta.ts';
import { laneOf } from '../../../shared/lane.ts';
import { type PlanLimits, taskSize } from '../../../shared/plan.ts';
import { presentFor, type Routing } from '../../../shared/routing.ts';
import type { Deps } from '../../edge/deps.ts';

export type Work = {
  model: string;
  routing: Routing | undefined;
  requests: number;
  runningMicros: number;
  /** Of a batch under way: how much of it is left, and how many of its tasks wait in the lane. */
  left?: { share: number; tasks: number };
};

/** When this work would be done, from the fleet and the lane as they are now. */
export async function forecastWork(deps: Deps, work: Work): Promise<Forecast> {
  const { model, routing, runningMicros, left } = work;
  const now = deps.now();
  const vehicles = presentFor(await deps.fleet.read(), { model, routing }, now);
  const busy = vehicles.filter(({ busyUntil }) => busyUntil > now).length;
  const depth = vehicles.length > 0 ? await deps.lanes.roughDepth(laneOf(model, 'batch', routing)) : 0;
  // What vehicles run already is told by when they are free.
  const ahead = Math.max(0, depth - (left?.tasks ?? 0) - busy) * typicalTaskSeconds(deps.planLimits);
  const runningSeconds = (runningMicros / 1e6) * (left?.share ?? 1);
  return forecast(
    {
      runningSeconds,
      taskSeconds: Math.min(runningSeconds, taskSize(deps.planLimits, work).runningMicros / 1e6),
      // A batch under way has overtaken some of what is in its lane.
      aheadSeconds: { p50: left ? ahead / 2 : ahead, p90: ahead },
    },
    vehicles,
    { now, idleRetrySeconds: deps.idleRetrySeconds },
  );
}

/** Tasks lie between the least and the most that is planned; the geometric mean is in the middle of that. */
const typicalTaskSeconds = ({ leastRunningSeconds, runningSeconds }: PlanLimits) =>
  Math.sqrt(leastRunningSeconds * runningSeconds);
