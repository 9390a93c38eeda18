import type { Batch } from './batch.ts';
import { has } from './bitset.ts';
import { type Lane, laneName } from './lane.ts';
import { isOver } from './lease.ts';
import { type Page, pageOf, tasksPerPage } from './page.ts';
import { lostLeasesLimit, type Task } from './task.ts';

/** What no message may stand for any more, and what is past saving. */
export type SweptTasks = {
  /** Taken too often without a word, or a check that waited too long: to be closed. */
  abandoned: Task[];
  /** Open and not leased, with no message in sight: to be sent to its lane again. */
  unheard: Task[];
  /** At rest and not marked in the pages. */
  unmarked: number[];
  /** Checked tasks whose audit is at rest without a verdict. */
  unjudged: number[];
  /** Nothing is open and all is marked: the batch may have missed its own end. */
  allAtRest: boolean;
  /** Something is open in a batch that is to end early: the call that closes it never came, or came too soon. */
  unclosed: boolean;
};

type Swept = {
  batch: Batch;
  tasks: readonly Task[];
  audits: readonly Task[];
  pages: readonly Page[];
  /** Whether a lane has no message at all, in flight or not. */
  isLaneEmpty: (lane: string) => boolean;
  auditWaitMillis: number;
  now: number;
};

export function sweepTasks({
  batch,
  tasks,
  audits,
  pages,
  isLaneEmpty,
  auditWaitMillis,
  now,
}: Swept): SweptTasks {
  const isUnheard = (task: Task) => isLost(task, now, (lane) => isLaneEmpty(laneName(lane)));
  const open = tasks.filter(({ state }) => state === 'open');
  const isAbandoned = (task: Task) => task.lostLeases >= lostLeasesLimit && !isLeased(task, now);
  const openAudits = audits.filter(({ state }) => state === 'open');
  const isOverdue = (audit: Task) => now - audit.openedAt >= auditWaitMillis && !isLeased(audit, now);
  const unmarked = tasks
    .filter((task) => task.state !== 'open' && !isMarked(pages, task.no))
    .map(({ no }) => no);
  return {
    abandoned: [...open.filter(isAbandoned), ...openAudits.filter(isOverdue)],
    unheard: [
      ...open.filter((task) => isUnheard(task) && !isAbandoned(task)),
      ...openAudits.filter((audit) => isUnheard(audit) && !isOverdue(audit)),
    ],
    unmarked,
    unjudged: audits
      .filter(
        ({ state, no }) =>
          state !== 'open' && tasks.every((task) => task.no !== no || task.audit === 'pending'),
      )
      .map(({ no }) => no),
    unclosed: batch.ending !== undefined && open.length > 0,
    allAtRest: batch.kind === 'file' && open.length === 0 && unmarked.length === 0,
  };
}

/** A message takes seconds to be written after its task; it takes far longer than this to be lost for good. */
const graceMillis = 5_000;
const staleMillis = 15 * 60_000;

function isLost(task: Task, now: number, isLaneEmpty: (lane: Lane) => boolean): boolean {
  if (isLeased(task, now)) return false;
  const waitedMillis = now - Math.max(task.openedAt, task.lease?.endsAt ?? 0);
  return waitedMillis >= staleMillis || (waitedMillis >= graceMillis && isLaneEmpty(task.lane));
}

const isLeased = ({ lease }: Task, now: number) => lease !== undefined && !isOver(lease, now);

const isMarked = (pages: readonly Page[], taskNo: number) => {
  const page = pages[pageOf(taskNo)];
  return page !== undefined && has(page.finished, taskNo % tasksPerPage);
};

/** Whether a step that was due at `dueAt` should have happened by now. */
export const isWaiting = (dueAt: number | undefined, now: number): boolean => now - (dueAt ?? 0) >= 10_000;

/** An unstreamed call waits a minute at most; five more leave room for the slowest. */
export const liveBatchIsOver = ({ kind, promisedAt }: Batch, now: number): boolean =>
  kind === 'live' && now >= promisedAt + 6 * 60_000;
