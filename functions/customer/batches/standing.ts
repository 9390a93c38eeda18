import { type Batch, isTerminal } from '../../../shared/batch.ts';
import { has } from '../../../shared/bitset.ts';
import type { Progress } from '../../../shared/contract/progress.ts';
import { firstFreeAt } from '../../../shared/fleet.ts';
import { isOver } from '../../../shared/lease.ts';
import { finishedTasks, type Page, tasksPerPage, unsettledTasks } from '../../../shared/page.ts';
import { presentFor } from '../../../shared/routing.ts';
import type { Hold } from '../../../shared/settlement.ts';
import type { Task } from '../../../shared/task.ts';
import { waitingBecause } from '../../../shared/waiting-because.ts';
import type { Deps } from '../../edge/deps.ts';
import { forecastWork } from './forecast-work.ts';

/** So many tasks are looked at, whatever the batch's size: vehicles take a lane's tasks about in their order. */
const tasksLookedAt = 100;

export type Standing = { pages: readonly Page[]; hold: Hold; progress: Progress | undefined };

/** Where a batch stands: its pages count what is finished, its first unfinished tasks tell who is at it. */
export async function standingOf(deps: Deps, batch: Batch): Promise<Standing> {
  const [pages, hold] = await Promise.all([
    deps.pages.ofBatch(batch.batchId, batch.tasks),
    deps.holds.get(batch.batchId),
  ]);
  return { pages, hold, progress: batch.kind === 'file' ? await progressOf(deps, batch, pages) : undefined };
}

async function progressOf(deps: Deps, batch: Batch, pages: readonly Page[]): Promise<Progress> {
  const now = deps.now();
  const tasks = await lookedAt(deps, batch, pages);
  const open = tasks.filter(({ state }) => state === 'open');
  const leased = open.filter(({ lease }) => lease && !isOver(lease, now));
  const finished = finishedTasks(pages) + tasks.filter((task) => isUnmarked(pages, task)).length;
  const counted = countedOf(batch, pages, tasks);
  const vehicles = presentFor(await deps.fleet.read(), { model: batch.model, routing: batch.routing }, now);
  const isRunning = batch.status === 'in_progress' || batch.status === 'validating';
  return {
    ...counted,
    total: batch.requests,
    tasks: { total: batch.tasks, finished, leased: leased.length },
    vehiclesAtWork: new Set(leased.map(({ lease }) => lease?.vehicleId)).size,
    forecast: isRunning ? await forecastRest(deps, batch, counted, batch.tasks - finished) : undefined,
    waitingBecause: waitingBecause({
      status: batch.status,
      model: batch.model,
      leased: leased.length,
      open: open.length - leased.length,
      returned: open.filter((task) => task.fence > 0 && !leased.includes(task)).length,
      pendingChecks: tasks.filter(({ audit }) => audit === 'pending').length,
      vehicles: vehicles.length,
      firstFreeAt: firstFreeAt(vehicles, now),
      now,
    }),
  };
}

/** Of a batch at rest nothing is looked at but what still waits for its check. */
async function lookedAt({ tasks }: Deps, batch: Batch, pages: readonly Page[]): Promise<Task[]> {
  if (batch.closedAt !== undefined || batch.status === 'failed') return [];
  const numbers = isTerminal(batch.status) ? unsettledTasks(pages) : unfinishedTasks(batch, pages);
  const names = numbers
    .slice(0, tasksLookedAt)
    .map((taskNo) => ({ batchId: batch.batchId, taskNo, audit: false }));
  return tasks.getMany(names);
}

/** Where all are finished, those whose check may be under way. */
function unfinishedTasks({ tasks }: Batch, pages: readonly Page[]): number[] {
  const numbers = pages.flatMap(({ no, finished }) =>
    Array.from({ length: Math.min(tasksPerPage, tasks - no * tasksPerPage) }, (_, bit) => bit)
      .filter((bit) => !has(finished, bit))
      .map((bit) => no * tasksPerPage + bit),
  );
  return numbers.length > 0 ? numbers : unsettledTasks(pages);
}

/** Finished by now, and not yet marked in the page. */
const isUnmarked = (pages: readonly Page[], { no, state }: Task) => {
  const page = pages[Math.floor(no / tasksPerPage)];
  return state !== 'open' && page !== undefined && !has(page.finished, no % tasksPerPage);
};

/** The pages' counts, and what the tasks that they don't count yet have finished so far. */
function countedOf(batch: Batch, pages: readonly Page[], tasks: readonly Task[]) {
  if (batch.totals) return { completed: batch.totals.succeeded, failed: batch.totals.failed };
  const segments = tasks
    .filter((task) => task.state === 'open' || isUnmarked(pages, task))
    .flatMap((task) => task.segments);
  const sum = (of: (each: { succeeded: number; failed: number }) => number) =>
    [...pages, ...segments].reduce((total, each) => total + of(each), 0);
  return { completed: sum(({ succeeded }) => succeeded), failed: sum(({ failed }) => failed) };
}

const forecastRest = (
  deps: Deps,
  batch: Batch,
  { completed, failed }: { completed: number; failed: number },
  tasks: number,
) =>
  forecastWork(deps, {
    ...batch,
    routing: batch.routing,
    left: { share: 1 - (completed + failed) / batch.requests, tasks },
  });
