import { type Batch, isTerminal } from '../../shared/batch.ts';
import type { MessageOf } from '../../shared/messages.ts';
import { lateMicrosOf } from '../../shared/missed-window.ts';
import type { MicroUsd } from '../../shared/money.ts';
import { type Page, pageOf, unsettledTasks, withSettled } from '../../shared/page.ts';
import { isBatchWindow } from '../../shared/policy.ts';
import {
  creditLate,
  endHold,
  type Hold,
  isBelow,
  isSettleable,
  isSettlementDue,
  settle,
  withUsage,
} from '../../shared/settlement.ts';
import type { Task } from '../../shared/task.ts';
import { type Terms, termsNow } from '../../shared/terms.ts';
import { settleUsageOf } from '../../shared/usage.ts';
import type { Write } from '../adapters/commit.ts';
import { customerBalanceWrites } from '../adapters/customer-balances.ts';
import { holdWrites } from '../adapters/holds.ts';
import { ledgerWrites } from '../adapters/ledger.ts';
import { pageWrites } from '../adapters/pages.ts';
import { projectWrites } from '../adapters/projects.ts';
import type { Deps } from '../edge/deps.ts';
import { queueLambda } from '../edge/lambda.ts';

/**
 * Settles what is finished, checked and not settled yet, once at the batch's end and hourly until then: one
 * transaction a page of tasks marks them and moves their cost from the hold, to the batch's clearing account and the
 * platform. When nothing can follow any more, the hold ends. At most once each: the hold's count of settlements, the
 * pages' versions and the entries' business keys all say so.
 */
export const settleBatch = (deps: Deps) => async (name: MessageOf<'settle'>) => {
  const [batch, hold] = await Promise.all([deps.batches.get(name), deps.holds.get(name.batchId)]);
  if (hold.state === 'ended') return;
  if (!isTerminal(batch.status) && !isSettlementDue(hold, deps.now())) return;
  const ever = { batchId: batch.batchId, tasks: Math.max(batch.tasks, hold.calls) };
  const pages = await deps.pages.ofBatch(ever.batchId, ever.tasks);
  const unsettled = new Set(unsettledTasks(pages));
  const ready = (await Array.fromAsync(deps.tasks.ofBatch(ever, Math.min(...unsettled, ever.tasks)))).filter(
    (task) => unsettled.has(task.no) && isSettleable(task),
  );
  const isLast = isTerminal(batch.status) && ready.length === unsettled.size;
  const isDue = isLast || isSettlementDue(hold, deps.now());
  const settled = isDue ? await settleAll(deps, { batch, hold, pages, ready, isLast }) : hold;
  if (isLast) await release(deps, batch, settled);
};

export const handler = queueLambda('settle', settleBatch);

type Settling = { batch: Batch; hold: Hold; terms: Terms; leastMicroUsd: MicroUsd };
type Ready = { batch: Batch; hold: Hold; pages: readonly Page[]; ready: readonly Task[]; isLast: boolean };

/** One settlement a page, each complete in itself: so one is as cheap however many tasks there are. */
async function settleAll(deps: Deps, { batch, hold, pages, ready, isLast }: Ready): Promise<Hold> {
  const terms = batch.terms ?? termsNow(deps.policy);
  const least = isLast && batch.kind === 'file' ? terms.minimumMicroUsd : 0n;
  const byPage = Map.groupBy(ready, ({ no }) => pageOf(no));
  const changed = pages.flatMap((page) => {
    const tasks = byPage.get(page.no);
    return tasks ? [{ page, tasks }] : [];
  });
  let settled = hold;
  for (const [at, part] of changed.entries()) {
    const leastMicroUsd = at === changed.length - 1 ? least : 0n;
    settled = await settlePart(deps, { batch, hold: settled, terms, leastMicroUsd }, part);
  }
  // All was settled while it ran, and came to less than the minimum.
  return isBelow(settled, least)
    ? settlePart(deps, { batch, hold: settled, terms, leastMicroUsd: least }, { tasks: [] })
    : settled;
}

async function settlePart(
  { commit, policy, now }: Deps,
  { batch, hold, terms, leastMicroUsd }: Settling,
  { page, tasks }: { page?: Page; tasks: readonly Task[] },
): Promise<Hold> {
  const settled = settle({
    hold,
    tasks,
    priceMicroUsd: isBatchWindow(batch.window)
      ? terms.pricesMicroUsd[batch.window]
      : policy.priceMicroUsdPerReferenceSecond[batch.window],
    leastMicroUsd,
    ownerSharePercent: terms.ownerSharePercent,
    now: now(),
  });
  const credit = creditFor(batch, settled.hold, tasks, { terms, now: now() });
  const usage = settleUsageOf(batch, tasks, credit.hold.creditedMicroUsd - hold.creditedMicroUsd);
  const numbers = tasks.map(({ no }) => no);
  await commit([
    holdWrites.settle(credit.hold),
    ledgerWrites.post(withUsage(settled.entry, usage)),
    ...(page ? [pageWrites.save(batch.batchId, withSettled(page, numbers))] : []),
    ...credit.writes,
  ]);
  return credit.hold;
}

/** What late requests give back goes with their settlement, from the platform: the owners' part stays as it is. */
function creditFor(
  batch: Batch,
  hold: Hold,
  ready: readonly Task[],
  { terms, now }: { terms: Terms; now: number },
): { hold: Hold; writes: readonly Write[] } {
  const { window } = batch;
  if (!isBatchWindow(window)) return { hold, writes: [] };
  const lateMicros = lateMicrosOf(batch, ready);
  const credit = creditLate({ hold, lateMicros, window, pricesMicroUsd: terms.pricesMicroUsd, now });
  const writes = credit.entry
    ? [
        ledgerWrites.post(credit.entry),
        customerBalanceWrites.change(hold.customerId, { availableMicroUsd: credit.creditMicroUsd }),
      ]
    : [];
  return { hold: credit.hold, writes };
}

async function release({ commit, now }: Deps, batch: Batch, hold: Hold): Promise<void> {
  const ended = endHold(hold, now());
  await commit([
    holdWrites.end(ended.hold),
    ledgerWrites.post(ended.entry),
    customerBalanceWrites.change(hold.customerId, {
      availableMicroUsd: ended.hold.releasedMicroUsd,
      promoMicroUsd: ended.released.promoMicroUsd,
    }),
    projectWrites.release(batch, ended.hold.releasedMicroUsd),
  ]);
}
