import type { seeded } from './seeded.ts';

type Vehicle = { speed: number; freeInSeconds: number };
type Run = { vehicles: readonly Vehicle[]; tasks: readonly number[]; idleRetrySeconds: number };

/** As the forecast assumes: exponential stays and absences. */
const staySeconds = 6 * 3_600;
const awaySeconds = 6 * 3_600;

/**
 * One run of `tasks` (reference seconds each) over vehicles that come and go: whoever is free takes the next task;
 * one that leaves hands its rest back. A task takes 0.7 to 1.4 times what was estimated. Seconds until the last ends.
 */
export function simulate({ vehicles, tasks, idleRetrySeconds }: Run, next: ReturnType<typeof seeded>): number {
  const uniform = () => (next(1_000_000) + 0.5) / 1_000_000;
  const exponential = (mean: number) => -mean * Math.log(uniform());
  const queue = tasks.map((seconds) => seconds * (0.7 + 0.7 * uniform()));
  // Each vehicle by when it looks for work next, and when it leaves.
  const fleet = vehicles.map(({ speed, freeInSeconds }) => ({
    speed,
    at: freeInSeconds + idleRetrySeconds * uniform(),
    leavesAt: exponential(staySeconds),
  }));
  let lastEnd = 0;
  let given = 0;
  const rests: { seconds: number; from: number }[] = [];
  while (given < queue.length || rests.length > 0) {
    fleet.sort((a, b) => a.at - b.at);
    const [first] = fleet;
    if (!first) throw new Error('no vehicles');
    if (first.at >= first.leavesAt) {
      first.at = first.leavesAt + exponential(awaySeconds);
      first.leavesAt = first.at + exponential(staySeconds);
      continue;
    }
    const rest = rests.findIndex(({ from }) => from <= first.at);
    if (given >= queue.length && rest < 0) {
      // Nothing is open yet: it looks again when something was given back.
      first.at = Math.max(first.at, Math.min(...rests.map(({ from }) => from))) + 0.001;
      continue;
    }
    const seconds = rest >= 0 ? (rests.splice(rest, 1)[0]?.seconds ?? 0) : (queue[given++] ?? 0);
    const endsAt = first.at + seconds / first.speed;
    if (endsAt > first.leavesAt)
      rests.push({ seconds: (endsAt - first.leavesAt) * first.speed, from: first.leavesAt });
    else lastEnd = Math.max(lastEnd, endsAt);
    first.at = Math.min(endsAt, first.leavesAt);
  }
  return lastEnd + 2 + 4 * uniform();
}
