import type { Batch } from '../../shared/batch.ts';
import { laneName } from '../../shared/lane.ts';
import { laneWaiting } from '../../shared/lane-waits.ts';
import type { LaneMessage, MessageOf } from '../../shared/messages.ts';
import type { Page } from '../../shared/page.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { auditWaitMillis, isErasureDue, isToldByNow } from '../../shared/retention.ts';
import { isSettlementDue } from '../../shared/settlement.ts';
import { isWaiting, liveBatchIsOver, type SweptTasks, sweepTasks } from '../../shared/sweep.ts';
import type { Task } from '../../shared/task.ts';
import { endEventOf } from '../../shared/webhook-event.ts';
import { type BatchName, batchWrites } from '../adapters/batches.ts';
import { taskWrites } from '../adapters/tasks.ts';
import type { Deps } from '../edge/deps.ts';
import { timerLambda } from '../edge/lambda.ts';

/**
 * Looks at every batch that is not at rest and brings about what no message stands for any more: whatever was lost
 * between a commit and what must follow it, the next sweep makes good. It decides nothing else than an ending whose
 * time has come.
 */
export const sweepBatches = (deps: Deps) => async () => {
  const waiting = laneWaiting(deps.now());
  for await (const name of deps.batches.open()) await sweepOne(deps, name, waiting);
  for await (const payout of deps.payouts.open(deps.now())) await deps.queues.send('pay', [payout]);
  for await (const runId of deps.payoutRuns.open()) await deps.queues.send('payout-run', [{ runId }]);
  for await (const takeBack of deps.takeBacks.open()) await deps.queues.send('take-back', [takeBack]);
  for await (const refundId of deps.chargeRefunds.open())
    await deps.queues.send('refund-charge', [{ refundId }]);
  await deps.fleet.recount();
  await deps.laneWaits.keep(waiting.sum());
};

export const handler = timerLambda(sweepBatches);

/** What waits in the lanes is told by the way: the sweep reads all of it. */
type LaneWaiting = ReturnType<typeof laneWaiting>;

/** One batch's fault must not keep the sweep from the others; it comes again. */
async function sweepOne(deps: Deps, name: BatchName, waiting: LaneWaiting): Promise<void> {
  try {
    await sweep(deps, await deps.batches.get(name), waiting);
  } catch (error) {
    if (!isRefusal(error, 'changed_meanwhile')) deps.reportFault(error, `sweep of ${name.batchId}`);
  }
}

function sweep(deps: Deps, batch: Batch, waiting: LaneWaiting): Promise<void> {
  switch (batch.status) {
    case 'validating':
      return resend(deps, 'plan', batch, batch.createdAt);
    case 'in_progress':
    case 'cancelling':
      return sweepRunning(deps, batch, waiting);
    case 'finalizing':
      return resend(deps, 'assemble', batch, batch.finalizingAt);
    case 'completed':
    case 'failed':
    case 'expired':
    case 'cancelled':
      return sweepEnded(deps, batch, waiting);
  }
}

/** A step that was due a while ago and has not happened: its message is lost, or about to be. Twice does no harm. */
async function resend(
  { queues, now }: Deps,
  name: 'plan' | 'assemble' | 'settle' | 'announce',
  batch: Batch,
  dueAt: number | undefined,
): Promise<void> {
  if (isWaiting(dueAt, now())) await queues.send(name, [nameOf(batch)]);
}

async function sweepRunning(deps: Deps, batch: Batch, waiting: LaneWaiting): Promise<void> {
  const { commit, now } = deps;
  if (now() >= batch.expiresAt && !batch.ending) {
    await commit([batchWrites.change(batch, { ending: 'expired' })]);
    return;
  }
  const hold = await deps.holds.get(batch.batchId);
  const ever = { batchId: batch.batchId, tasks: Math.max(batch.tasks, hold.calls) };
  const tasks = await Array.fromAsync(deps.tasks.ofBatch(ever));
  const pages = await deps.pages.ofBatch(ever.batchId, ever.tasks);
  const swept = await look(deps, batch, { tasks, pages, waiting });
  await actOn(deps, batch, swept);
  if (batch.zeroRetention && batch.kind === 'live') await eraseTold(deps, batch, tasks);
  if (liveBatchIsOver(batch, now()) && swept.unmarked.length === 0)
    await endLiveBatch(deps, batch, tasks, hold.calls);
  if (isSettlementDue(hold, now())) await deps.queues.send('settle', [nameOf(batch)]);
}

async function look(
  { tasks: stored, lanes, policy, now }: Deps,
  batch: Batch,
  { tasks, pages, waiting }: { tasks: readonly Task[]; pages: readonly Page[]; waiting: LaneWaiting },
): Promise<SweptTasks> {
  const audits = await Array.fromAsync(stored.auditsOf(batch.batchId));
  waiting.note([...tasks, ...audits]);
  const depths = new Map<string, number>();
  for (const { lane, state } of [...tasks, ...audits])
    if (state === 'open' && !depths.has(laneName(lane))) depths.set(laneName(lane), await lanes.depth(lane));
  return sweepTasks({
    batch,
    tasks,
    audits,
    pages,
    isLaneEmpty: (lane) => depths.get(lane) === 0,
    auditWaitMillis: auditWaitMillis(batch, policy.auditWaitSeconds * 1_000, now()),
    now: now(),
  });
}

async function actOn({ commit, lanes, queues, now }: Deps, batch: Batch, swept: SweptTasks): Promise<void> {
  for (const task of swept.abandoned) await commit([taskWrites.close(task)]);
  for (const task of swept.unheard) {
    await lanes.send(task.lane, [messageOf(task)]);
    // An audit's wait counts from its beginning.
    if (task.auditOf === undefined) await commit([taskWrites.wake(task, now())]);
  }
  if (swept.unmarked.length > 0 || swept.allAtRest || swept.unclosed)
    await queues.send('advance', [{ ...nameOf(batch), taskNos: swept.unmarked }]);
  await queues.send(
    'audit',
    swept.unjudged.map((taskNo): MessageOf<'audit'> => ({ ...nameOf(batch), taskNo })),
  );
}

/** Live calls that have been answered and checked: what of them was not erased at once. */
async function eraseTold(
  { erasures, queues, now }: Deps,
  batch: Batch,
  tasks: readonly Task[],
): Promise<void> {
  const erased = await erasures.tasksOf(batch.batchId);
  const told = tasks.filter(
    ({ no, state, audit, openedAt }) =>
      state !== 'open' && audit !== 'pending' && isToldByNow(openedAt, now()) && !erased.has(no),
  );
  await queues.send(
    'erase',
    told.map(({ no: taskNo }): MessageOf<'erase'> => ({ ...nameOf(batch), taskNo })),
  );
}

/** After its hour and the longest wait of a call no task can be added: what is open is nobody's any more. */
async function endLiveBatch({ commit, now }: Deps, batch: Batch, tasks: readonly Task[], calls: number) {
  if (tasks.some(({ state }) => state === 'open')) {
    for (const task of tasks) if (task.state === 'open') await commit([taskWrites.close(task)]);
    return;
  }
  const sum = (of: (task: Task) => number) => tasks.reduce((total, task) => total + of(task), 0);
  const succeeded = sum((task) => task.segments.reduce((total, segment) => total + segment.succeeded, 0));
  await commit([
    batchWrites.change(batch, {
      status: 'completed',
      endedAt: now(),
      tasks: calls,
      requests: tasks.length,
      totals: { succeeded, failed: tasks.length - succeeded, inputTokens: 0, outputTokens: 0 },
    }),
  ]);
}

/**
 * Ended: its announcement, its checks, its settlement, its owners' accruals and, if it was asked for, the erasure of
 * its content remain. With all of them done the batch is at rest.
 */
async function sweepEnded(deps: Deps, batch: Batch, waiting: LaneWaiting): Promise<void> {
  const event = endEventOf(batch);
  const isAnnounced = !event || (await deps.webhookDeliveries.isAnnounced(batch.customerId, event));
  if (!isAnnounced) await resend(deps, 'announce', batch, batch.endedAt);
  const hold = await deps.holds.get(batch.batchId);
  if (hold.state === 'open') {
    await actOn(deps, batch, {
      ...(await look(deps, batch, { tasks: [], pages: [], waiting })),
      allAtRest: false,
    });
    await resend(deps, 'settle', batch, batch.endedAt);
    return;
  }
  const missing = await deps.ledger.unaccrued(batch.batchId);
  if (isErasureDue(batch, deps.now())) await deps.queues.send('erase', [nameOf(batch)]);
  const isErased = !batch.zeroRetention || batch.erasedAt !== undefined;
  if (missing.length === 0 && isAnnounced && isErased)
    await deps.commit([batchWrites.change(batch, { closedAt: deps.now() })]);
  else if (isWaiting(batch.endedAt, deps.now()))
    await deps.queues.send(
      'accrue',
      missing.map(({ businessKey }) => ({ businessKey })),
    );
}

const nameOf = ({ customerId, batchId }: BatchName): BatchName => ({ customerId, batchId });

const messageOf = (task: Task): LaneMessage => ({
  ...nameOf(task),
  taskNo: task.no,
  audit: task.auditOf !== undefined,
});
