import { auditOwnerNanoUsd } from '../../shared/audit-pay.ts';
import type { Batch } from '../../shared/batch.ts';
import { has, missingFrom } from '../../shared/bitset.ts';
import { inferenceRequest } from '../../shared/inference-request.ts';
import { laneName } from '../../shared/lane.ts';
import type { LaneMessage, MessageOf } from '../../shared/messages.ts';
import { finishedTasks, pageOf, withFinished } from '../../shared/page.ts';
import { missingRequests, newTask, type Task } from '../../shared/task.ts';
import { chooseAudit } from '../../shared/verification.ts';
import { batchWrites } from '../adapters/batches.ts';
import type { Write } from '../adapters/commit.ts';
import { pageWrites } from '../adapters/pages.ts';
import { taskWrites } from '../adapters/tasks.ts';
import type { Deps } from '../edge/deps.ts';
import { queueLambda } from '../edge/lambda.ts';

/**
 * Takes note of tasks that came to rest: begins their checks, continues what a third segment left over, marks them
 * in the batch's pages, and lets the batch move on when none is left. Each step alone can be repeated.
 */
export const advanceBatch = (deps: Deps) => async (message: MessageOf<'advance'>) => {
  const batch = await deps.batches.get(message);
  if (batch.ending && batch.status !== 'finalizing') await closeTasks(deps, batch);
  const names = message.taskNos.map((taskNo) => ({ batchId: batch.batchId, taskNo, audit: false }));
  const resting = (await deps.tasks.getMany(names)).filter(({ state }) => state !== 'open');
  const begun: (Task | undefined)[] = [];
  for (const task of resting.filter(({ state }) => state === 'finished')) {
    if (!task.audit) begun.push(await beginAudit(deps, batch, task));
    if (isCutShort(task) && !batch.ending) begun.push(await continueTask(deps, message, task));
  }
  await sendToLanes(
    deps,
    begun.filter((task) => task !== undefined),
  );
  await markPages(deps, batch, resting);
  await finalizeIfDone(deps, message);
};

export const handler = queueLambda('advance', advanceBatch);

/** A batch that ends early takes back what no vehicle has finished; what is finished counts. */
async function closeTasks({ tasks, commit }: Deps, batch: Batch): Promise<void> {
  for await (const task of tasks.ofBatch(batch))
    if (task.state === 'open') await commit([taskWrites.close(task)]);
}

/** One request of the task runs again elsewhere. Decided before the task is marked, so that no pay runs ahead of it. */
async function beginAudit(deps: Deps, batch: Batch, task: Task): Promise<Task | undefined> {
  const secret = await deps.batchKeys.auditSecret(batch);
  const chosen = await chooseAudit(secret, task, deps.policy.auditShare);
  if (chosen === undefined || !has(task.done, chosen)) return undefined;
  const [payload = ''] = await requestsOf(deps, task, [chosen]);
  const request = inferenceRequest(batch.endpoint, JSON.parse(payload).body);
  // A check may end after its batch: else who hands in at the last moment would not be checked.
  const { dueAt: _due, ...checked } = task;
  const audit = newTask(
    {
      ...checked,
      // Nobody waits for a check: it takes no live call's place.
      lane: { ...task.lane, priority: 'batch' },
      requests: 1,
      auditOf: chosen,
      ceilingMicros: request.ceilingMicros,
      runningMicros: request.runningMicros,
      // The platform pays for it, at the lowest price.
      ownerNanoUsd: auditOwnerNanoUsd(deps.policy),
      barredOwners: task.segments.map(({ ownerId }) => ownerId),
    },
    deps.now(),
  );
  return place(deps, audit, [payload], [taskWrites.audit(task, undefined, 'pending')]);
}

const meteredMicros = ({ segments }: Task) =>
  segments.reduce((sum, { referenceMicros }) => sum + referenceMicros, 0);

const isCutShort = (task: Task) => task.continuedBy === undefined && missingRequests(task) > 0;

/** What was left after the last segment becomes the batch's next task; its k-th request is the k-th missing one. */
async function continueTask(deps: Deps, name: MessageOf<'advance'>, task: Task): Promise<Task | undefined> {
  const batch = await deps.batches.get(name);
  // Cancelled since this call began: its open tasks may have been closed already, and nobody would close this one.
  if (batch.ending) return undefined;
  const missing = [...missingFrom(task.done, task.requests)];
  const rest = newTask(
    {
      ...task,
      no: batch.tasks,
      continues: task.no,
      requests: missing.length,
      ceilingMicros: task.ceilingMicros - meteredMicros(task),
      runningMicros: Math.ceil((task.runningMicros * missing.length) / task.requests),
    },
    deps.now(),
  );
  return place(deps, rest, await requestsOf(deps, task, missing), [
    batchWrites.change(batch, { tasks: batch.tasks + 1 }),
    taskWrites.continueBy(task, rest.no),
  ]);
}

async function requestsOf(
  { sealedTasks }: Deps,
  task: Task,
  positions: readonly number[],
): Promise<string[]> {
  const payload = await sealedTasks.getPayload(task);
  return positions.map((at, i) => JSON.stringify({ i, body: payload[at]?.body }));
}

/**
 * Its payload first, since a task without one can't run; then what it means and the task, together. Of two calls that
 * place the same task, or want the same number, one finds the meaning changed, and decides again on what it then loads.
 */
async function place(
  { sealedTasks, commit }: Deps,
  task: Task,
  payload: readonly string[],
  meaning: readonly Write[],
): Promise<Task> {
  await sealedTasks.putPayload(task, payload);
  await commit([...meaning, taskWrites.create(task)]);
  return task;
}

/** A file's tasks are all in one lane; live calls of one batch may be routed differently. */
async function sendToLanes({ lanes }: Deps, tasks: readonly Task[]): Promise<void> {
  for (const [, those] of Map.groupBy(tasks, ({ lane }) => laneName(lane))) {
    const [first] = those;
    if (first) await lanes.send(first.lane, those.map(messageOf));
  }
}

const messageOf = ({ customerId, batchId, no, auditOf }: Task): LaneMessage => ({
  customerId,
  batchId,
  taskNo: no,
  audit: auditOf !== undefined,
});

async function markPages(
  { pages, commit }: Deps,
  { batchId, tasks }: Batch,
  resting: readonly Task[],
): Promise<void> {
  const most = Math.max(tasks, ...resting.map(({ no }) => no + 1));
  for (const page of await pages.ofBatch(batchId, most)) {
    const marked = withFinished(
      page,
      resting.filter(({ no }) => pageOf(no) === page.no),
    );
    if (marked) await commit([pageWrites.save(batchId, marked)]);
  }
}

async function hasPendingAudit(tasks: Deps['tasks'], { batchId }: Batch): Promise<boolean> {
  const audits = await Array.fromAsync(tasks.auditsOf(batchId));
  const checked = await tasks.getMany(audits.map(({ no }) => ({ batchId, taskNo: no, audit: false })));
  return checked.some(({ audit }) => audit === 'pending');
}

async function finalizeIfDone(
  { batches, pages, tasks, commit, now }: Deps,
  name: MessageOf<'advance'>,
): Promise<void> {
  const batch = await batches.get(name);
  const running = batch.status === 'in_progress' || batch.status === 'cancelling';
  if (!running || batch.kind === 'live') return;
  const done = finishedTasks(await pages.ofBatch(batch.batchId, batch.tasks));
  if (done < batch.tasks) return;
  // What is deleted at delivery must be checked before it.
  if (batch.zeroRetention && (await hasPendingAudit(tasks, batch))) return;
  await commit([batchWrites.change(batch, { status: 'finalizing', finalizingAt: now() })]);
}
