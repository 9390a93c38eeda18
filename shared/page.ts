import { type Bitset, countBits, emptyBitset, has, withBits } from './bitset.ts';
import { missingRequests, type Task } from './task.ts';

/** Where 1,024 consecutive tasks of a batch stand, as two bitmaps of one bit a task (of its number within the page). */
export type Page = {
  no: number;
  version: number;
  finished: Bitset;
  settled: Bitset;
  /** Requests of its finished tasks, by how they ended. */
  succeeded: number;
  failed: number;
  /** What its finished tasks metered: the cost so far, before it is settled. */
  referenceMicros: number;
};

export const tasksPerPage = 1_024;

export const pageOf = (taskNo: number): number => Math.floor(taskNo / tasksPerPage);

export const pagesFor = (tasks: number): number => Math.ceil(tasks / tasksPerPage);

export const newPage = (no: number): Page => ({
  no,
  version: 0,
  finished: emptyBitset(tasksPerPage),
  settled: emptyBitset(tasksPerPage),
  succeeded: 0,
  failed: 0,
  referenceMicros: 0,
});

/** The page with these tasks finished, each counted once, or undefined where that changes nothing. */
export function withFinished(page: Page, tasks: readonly Task[]): Page | undefined {
  const fresh = tasks.filter(({ no }) => !has(page.finished, no % tasksPerPage));
  if (fresh.length === 0) return undefined;
  const segments = fresh.flatMap((task) => task.segments);
  const referenceMicros = segments.reduce((sum, segment) => sum + segment.referenceMicros, 0);
  const succeeded = segments.reduce((sum, segment) => sum + segment.succeeded, 0);
  const failedByEngine = segments.reduce((sum, segment) => sum + segment.failed, 0);
  const neverRun = fresh
    .filter((task) => task.state === 'closed')
    .reduce((sum, task) => sum + missingRequests(task), 0);
  return {
    ...page,
    version: page.version + 1,
    finished: withBits(
      page.finished,
      fresh.map(({ no }) => no % tasksPerPage),
    ),
    succeeded: page.succeeded + succeeded,
    failed: page.failed + failedByEngine + neverRun,
    referenceMicros: page.referenceMicros + referenceMicros,
  };
}

export const withSettled = (page: Page, taskNos: readonly number[]): Page => ({
  ...page,
  version: page.version + 1,
  settled: withBits(
    page.settled,
    taskNos.map((no) => no % tasksPerPage),
  ),
});

export const finishedTasks = (pages: readonly Page[]): number =>
  pages.reduce((sum, page) => sum + countBits(page.finished), 0);

/** The numbers, in the batch, of tasks that are finished and not settled. */
export const unsettledTasks = (pages: readonly Page[]): number[] =>
  pages.flatMap((page) =>
    Array.from({ length: tasksPerPage }, (_, bit) => bit)
      .filter((bit) => has(page.finished, bit) && !has(page.settled, bit))
      .map((bit) => page.no * tasksPerPage + bit),
  );
