import type { seeded } from './seeded.ts';

type Vehicle = { speed: number; freeInSeconds: number };
type Run = { vehicles: readonly Vehicle[]; tasks: readonly number[]; idleRetrySeconds: number };

/** As the forecast assumes: exponential stays and absences. */
const staySeconds = 6 * 3_600;
const awaySeconds = 6 * 3_600;

type Rest = { seconds: number; from: number };

/**
 * One run of `tasks` (reference seconds each) over vehicles that come and go: whoever is free takes the next task;
 * one that leaves hands its rest back. A task takes 0.7 to 1.4 times what was estimated. Seconds until the last ends.
 */
export function simulate(
  { vehicles, tasks, idleRetrySeconds }: Run,
  next: ReturnType<typeof seeded>,
): number {
  const uniform = () => (next(1_000_000) + 0.5) / 1_000_000;
  const exponential = (mean: number) => -mean * Math.log(uniform());
  // What is open, and from when on somebody can take it.
  const open: Rest[] = tasks.map((seconds) => ({ seconds: seconds * (0.7 + 0.7 * uniform()), from: 0 }));
  // Each vehicle by when it looks for work next, and when it leaves.
  const fleet = vehicles.map(({ speed, freeInSeconds }) => ({
    speed,
    at: freeInSeconds + idleRetrySeconds * uniform(),
    leavesAt: exponential(staySeconds),
  }));
  let lastEnd = 0;
  while (open.length > 0) {
    const vehicle = fleet.reduce((first, each) => (each.at < first.at ? each : first));
    if (vehicle.at >= vehicle.leavesAt) {
      vehicle.at = vehicle.leavesAt + exponential(awaySeconds);
      vehicle.leavesAt = vehicle.at + exponential(staySeconds);
      continue;
    }
    const task = takeNext(open, vehicle.at);
    if (!task) {
      // Nothing is open yet: it looks again when something is given back.
      vehicle.at = Math.min(...open.map(({ from }) => from)) + 0.001;
      continue;
    }
    const endsAt = vehicle.at + task.seconds / vehicle.speed;
    if (endsAt > vehicle.leavesAt)
      open.push({ seconds: (endsAt - vehicle.leavesAt) * vehicle.speed, from: vehicle.leavesAt });
    else lastEnd = Math.max(lastEnd, endsAt);
    vehicle.at = Math.min(endsAt, vehicle.leavesAt);
  }
  return lastEnd + 2 + 4 * uniform();
}

function takeNext(open: Rest[], at: number): Rest | undefined {
  const found = open.findIndex(({ from }) => from <= at);
  return found < 0 ? undefined : open.splice(found, 1)[0];
}
