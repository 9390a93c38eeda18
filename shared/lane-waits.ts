import { type Lane, laneName } from './lane.ts';
import { isOver } from './lease.ts';
import type { Task } from './task.ts';

/** How long the tasks that wait in a lane have waited so far, in seconds. */
export type LaneWait = { tasks: number; p50Seconds: number; p90Seconds: number; oldestSeconds: number };

/** Of all lanes in which something waits, by their names; `at`: when that was, in ms since the epoch. */
export type LaneWaits = { at: number; lanes: Readonly<Record<string, LaneWait>> };

type Waiting = Pick<Task, 'state' | 'openedAt' | 'lease'> & { lane: Lane };

/** Gathers what waits, batch by batch. */
export function laneWaiting(now: number) {
  const waited = new Map<string, number[]>();
  return {
    note(tasks: readonly Waiting[]): void {
      for (const { state, openedAt, lease, lane } of tasks) {
        if (state !== 'open' || (lease && !isOver(lease, now))) continue;
        const seconds = Math.max(0, now - Math.max(openedAt, lease?.endsAt ?? 0)) / 1_000;
        const name = laneName(lane);
        const others = waited.get(name);
        if (others) others.push(seconds);
        else waited.set(name, [seconds]);
      }
    },

    sum: (): LaneWaits => ({
      at: now,
      lanes: Object.fromEntries([...waited].map(([name, seconds]) => [name, waitOf(seconds)])),
    }),
  };
}

function waitOf(seconds: readonly number[]): LaneWait {
  const sorted = [...seconds].sort((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0);
  return { tasks: sorted.length, p50Seconds: at(0.5), p90Seconds: at(0.9), oldestSeconds: at(1) };
}
