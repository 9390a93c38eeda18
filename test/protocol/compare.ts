import { isDeepStrictEqual } from 'node:util';
import { membersOf } from '../../shared/bitset.ts';
import { tasksPerPage } from '../../shared/page.ts';
import type { Task } from '../../shared/task.ts';
import { batchId, type MarketStore, requestMicroUsd } from './market-store.ts';
import type { SpecTask, Step } from './trace.ts';

/** A tick of the specification, as long as three of them make a live lease. */
export const tickMillis = 5_000;
const beginning = Date.UTC(2027, 0, 1);
export const millisAt = (tick: number) => beginning + tick * tickMillis;

export const nameOf = (taskNo: number) => ({ batchId, taskNo, audit: false });

export const differs = (at: number, { last }: Step, what: string) =>
  new Error(`step ${at}, ${last.name} of task ${last.no}: the specification says ${last.outcome}, ${what}`);

const sorted = (numbers: Iterable<number>) => [...numbers].sort((a, b) => a - b);

const specified = (task: SpecTask) => ({
  state: task.state,
  fence: task.fence,
  lost: task.lost,
  lease: task.lease.vehicle === '' ? 'none' : `${task.lease.vehicle} ${millisAt(task.lease.endsAt)}`,
  done: sorted(task.done),
  segments: task.segments.map(({ fence, vehicle, lines }) => `${fence} ${vehicle} ${lines.length}`),
  audit: task.audit,
  continuedBy: task.continuedBy,
});

const stored = (task: Task): ReturnType<typeof specified> => ({
  state: task.state,
  fence: task.fence,
  lost: task.lostLeases,
  lease: task.lease ? `${task.lease.vehicleId} ${task.lease.endsAt}` : 'none',
  done: [...membersOf(task.done, task.requests)],
  segments: task.segments.map(
    ({ fence, vehicleId, succeeded, failed }) => `${fence} ${vehicleId} ${succeeded + failed}`,
  ),
  audit: task.audit ?? 'none',
  continuedBy: task.continuedBy ?? -1,
});

/** All that is stored is what the specification says. Throws at a difference. */
export async function compare(store: MarketStore, at: number, step: Step): Promise<void> {
  const { tasks, book } = step.s;
  for (const [no, task] of tasks) {
    const [must, is] = [specified(task), stored(await store.tasks.get(nameOf(no)))];
    if (!isDeepStrictEqual(must, is))
      throw differs(at, step, `task ${no} is ${JSON.stringify(is)} and must be ${JSON.stringify(must)}`);
  }
  const { finished, settled, version } = await store.page();
  const hold = await store.holds.get(batchId);
  const units = (amount: bigint) => Number(amount) / requestMicroUsd;
  const must = [sorted(book.marked), sorted(book.settled), book.page, book.captured, book.released];
  const is = [
    [...membersOf(finished, tasksPerPage)],
    [...membersOf(settled, tasksPerPage)],
    version,
    units(hold.capturedMicroUsd),
    units(hold.releasedMicroUsd),
  ];
  if (!isDeepStrictEqual(must, is) || book.isEnded !== (hold.state === 'ended'))
    throw differs(at, step, `the books are ${JSON.stringify(is)} and must be ${JSON.stringify(must)}`);
}
