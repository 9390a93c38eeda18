import { has, membersOf } from '../../shared/bitset.ts';
import type { Task } from '../../shared/task.ts';

/** Who changed it, by which kind of decision, and when that was made. */
export type By = { by: 'lease' | 'handIn' | 'beat' | 'close'; vehicle: string; at: number };

/** What a change of a task breaks, by the invariants' numbers; in words of their own, and not by the functions that are looked at. */
export function broken(before: Task, after: Task, { by, vehicle, at }: By): string[] {
  const wasLive = before.lease !== undefined && before.lease.endsAt > at;
  const grew = after.segments.length > before.segments.length;
  const last = after.segments.at(-1);
  const newlyDone = [...membersOf(after.done, after.requests)].filter((i) => !has(before.done, i)).length;
  const fence = before.fence + (by === 'lease' ? 1 : 0);
  const isLessee = wasLive && before.lease?.vehicleId === vehicle;
  const rules: [string, boolean][] = [
    ['8 terminal states never change', before.state === 'open'],
    ['9 the fence only rises', after.fence === fence],
    ['9 at most one live lease', by !== 'lease' || !wasLive],
    [
      '10 a completion counts under the current fence and a live lease, by its lessee',
      by !== 'handIn' || (isLessee && (!grew || last?.fence === before.fence)),
    ],
    ['12 at most one result of a request', !grew || newlyDone === last?.succeeded],
    [
      '12 what is done stays done',
      [...membersOf(before.done, before.requests)].every((i) => has(after.done, i)),
    ],
  ];
  return rules.filter(([, holds]) => !holds).map(([name]) => name);
}
