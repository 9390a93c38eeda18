import type { Presence } from './fleet.ts';

/** What is to be run, in seconds of the reference car. */
export type Workload = {
  runningSeconds: number;
  /** Of its largest task: it runs on one vehicle, however many there are. */
  taskSeconds: number;
  /** What waits in the same lane and is likely to be run before it, at the median and in a bad case. */
  aheadSeconds: { p50: number; p90: number };
};

/** From now on, in seconds; or why nothing can be said. */
export type Forecast = { p50Seconds: number; p90Seconds: number; reason: null } | NoForecast;
type NoForecast = { p50Seconds: null; p90Seconds: null; reason: string };

/** Against the reference car: the maker's claims for AI5 run from 5 to 40 times; the least of them is counted on. */
const speedOf: Record<Presence['hardwareClass'], number> = { AI4: 1, AI5: 5 };

/**
 * Assumed of parked, plugged-in cars until a fleet has been measured: they stay six hours and are away for six. A
 * vehicle that is here now is then here at t with the probability share + (1 - share) * exp(-t / mix).
 */
const staySeconds = 6 * 3_600;
const awaySeconds = 6 * 3_600;
const longRunShare = staySeconds / (staySeconds + awaySeconds);
const mixSeconds = 1 / (1 / staySeconds + 1 / awaySeconds);

/** What no vehicle's speed changes: planning, the ends of calls, assembling. */
const overheadSeconds = { p50: 3, p90: 10 };
/** A request may answer at length, and a car be hot: in a bad case its work takes so much longer. */
const badWorkFactor = 1.5;
/** The 10th percentile of a normal distribution lies so many standard deviations below the mean. */
const tenthPercentile = 1.2816;
/** Nobody is told of a time further away. */
const horizonSeconds = 30 * 86_400;

/**
 * When the last request will be finished: list scheduling over the vehicles that are parked now. Work flows to each
 * of them from when it is free, at its speed and with the probability that it is still here; the last task adds what
 * it takes on one vehicle. p50 counts on the mean of the fleet; p90 on its 10th percentile (few vehicles may all
 * leave, many never do), on more work, and on one task that is begun anew on another vehicle.
 */
export function forecast(
  { runningSeconds, taskSeconds, aheadSeconds }: Workload,
  vehicles: readonly Presence[],
  { now, idleRetrySeconds }: { now: number; idleRetrySeconds: number },
): Forecast {
  if (vehicles.length === 0)
    return { p50Seconds: null, p90Seconds: null, reason: 'No vehicle with this model is parked now.' };
  const fleet = vehicles.map(({ hardwareClass, busyUntil }) => ({
    speed: speedOf[hardwareClass],
    freeInSeconds: Math.max(0, busyUntil - now) / 1_000,
  }));
  const lastTask = taskSeconds / Math.max(...fleet.map(({ speed }) => speed));
  // Of several idle vehicles the first to ask comes soon; each comes back within its retry time.
  const firstAskSeconds = idleRetrySeconds / (fleet.length + 1);
  const p50 =
    overheadSeconds.p50 +
    firstAskSeconds +
    reach(runningSeconds + aheadSeconds.p50, (at) => meanWork(fleet, at)) +
    lastTask * (1 - 1 / fleet.length) * 0.5;
  const p90 =
    overheadSeconds.p90 +
    idleRetrySeconds +
    reach(badWorkFactor * (runningSeconds + aheadSeconds.p90), (at) => badWork(fleet, at)) +
    badWorkFactor * lastTask;
  return { p50Seconds: Math.ceil(p50), p90Seconds: Math.ceil(Math.max(p50, p90)), reason: null };
}

type Vehicle = { speed: number; freeInSeconds: number };

/** Work that the fleet has probably done by `at`. */
const meanWork = (fleet: readonly Vehicle[], at: number): number =>
  fleet.reduce(
    (sum, { speed, freeInSeconds }) =>
      sum + speed * (hereSeconds(at) - hereSeconds(Math.min(at, freeInSeconds))),
    0,
  );

/** Work that it has done by `at` nine times out of ten; a tenth of the mean at least, since others come. */
function badWork(fleet: readonly Vehicle[], at: number): number {
  const share = at > 0 ? hereSeconds(at) / at : 1;
  const deviation = Math.sqrt((share * (1 - share)) / fleet.length);
  const bad = Math.max(0.1, (share - tenthPercentile * deviation) / share);
  return bad * meanWork(fleet, at);
}

/** Of the first `at` seconds those that a vehicle which is here now will probably spend here. */
const hereSeconds = (at: number): number =>
  longRunShare * at + (1 - longRunShare) * mixSeconds * (1 - Math.exp(-at / mixSeconds));

/** The first time at which `workBy` has come to `work`, to the tenth of a second. */
function reach(work: number, workBy: (at: number) => number): number {
  let from = 0;
  let to = 1;
  while (workBy(to) < work && to < horizonSeconds) to *= 2;
  while (to - from > 0.1) {
    const middle = (from + to) / 2;
    if (workBy(middle) < work) from = middle;
    else to = middle;
  }
  return Math.min(to, horizonSeconds);
}
