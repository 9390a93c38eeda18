import { accrualKey, type Breakage, batch, changed, task, without } from './changed-market.ts';

/** Of batches, tasks and results. */
export const breakagesOfWork: Breakage[] = [
  ['a completed batch with a request that never ended', { batches: [{ ...batch, requests: 14 }] }, [7]],
  [
    'a batch that runs long after its end',
    { batches: [{ ...batch, status: 'in_progress', expiresAt: 0 }] },
    [7],
  ],
  ['a result under a fence that was never granted', { tasks: [{ ...task, fence: 1 }] }, [10]],
  [
    'a finished task that is leased',
    { tasks: [{ ...task, lease: { vehicleId: 'v', ownerId: 'o1', endsAt: 9 } }] },
    [9],
  ],
  ['a task that is there twice', { tasks: [task, task] }, [9]],
  [
    'a request with two results',
    { tasks: [{ ...task, segments: [...task.segments.slice(0, 1), ...task.segments] }] },
    [10, 12],
  ],
  ['a result that no request has', { tasks: [{ ...task, done: new Uint8Array(2) }] }, [12]],
  ['work that was settled and never paid', { entries: without(accrualKey('o2')) }, [13]],
  ['work that succeeded and was never settled', { tasks: [task, { ...task, no: 1 }] }, [13]],
  ['pay for work that a check found false', { tasks: [{ ...task, audit: 'differs' }] }, [13]],
  [
    'pay for more requests than were settled',
    {
      entries: changed(accrualKey('o1'), (each) => ({
        ...each,
        memo: { ...each.memo, requests: 10 },
      })),
    },
    [13],
  ],
];
