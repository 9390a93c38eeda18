import { isTerminal } from '../batch.ts';
import { countBits } from '../bitset.ts';
import { type Facts, graceMillis, type Invariant } from './facts.ts';
import type { TaskFacts } from './snapshot.ts';

export const taskInvariants: readonly Invariant[] = [
  {
    id: 7,
    name: 'Every accepted request ends exactly once, by its deadline',
    *violations({ batches, now }) {
      for (const { batchId, status, requests, totals, expiresAt } of batches) {
        const ended = totals ? totals.succeeded + totals.failed : 0;
        if (ended > requests) yield `batch ${batchId} ended ${ended} of ${requests} requests`;
        if (status === 'completed' && ended !== requests)
          yield `batch ${batchId} is completed with ${ended} of ${requests} requests ended`;
        if (!isTerminal(status) && now > expiresAt + graceMillis)
          yield `batch ${batchId} is ${status} ${Math.round((now - expiresAt) / 60_000)} minutes after its end`;
      }
    },
  },
  {
    id: 9,
    name: 'A task has one lease at most, and none once it is at rest',
    *violations({ tasks }) {
      for (const [name, same] of Map.groupBy(tasks, nameOf))
        if (same.length > 1) yield `there are ${same.length} of task ${name}`;
      for (const task of tasks)
        if (task.lease && task.state !== 'open') yield `task ${nameOf(task)} is ${task.state}, but leased`;
    },
  },
  {
    id: 10,
    name: 'A completion counts only under a fence that was granted, one a fence',
    *violations({ tasks }) {
      for (const task of tasks) {
        const fences = task.segments.map(({ fence }) => fence);
        if (fences.some((fence, at) => fence > task.fence || fence <= (fences[at - 1] ?? 0)))
          yield `task ${nameOf(task)} at fence ${task.fence} has results of fences ${fences.join(', ')}`;
      }
    },
  },
  {
    id: 12,
    name: 'A request has at most one result that counts',
    *violations({ tasks }) {
      for (const task of tasks) {
        const done = countBits(task.done);
        const counted = task.segments.reduce((sum, { succeeded, failed }) => sum + succeeded + failed, 0);
        if (done !== counted)
          yield `task ${nameOf(task)} has ${done} finished requests and ${counted} results that count`;
        if (done > task.requests) yield `task ${nameOf(task)} finished ${done} of ${task.requests} requests`;
      }
    },
  },
];

const nameOf = ({ batchId, no, auditOf }: TaskFacts) => `${batchId}.${no}${auditOf === undefined ? '' : 'a'}`;

/** The tasks that are the customers' work, by batch: checks of it are paid by the platform. */
export const paidTasks = ({ tasks }: Facts): Map<string, TaskFacts[]> =>
  Map.groupBy(
    tasks.filter(({ auditOf }) => auditOf === undefined),
    ({ batchId }) => batchId,
  );
