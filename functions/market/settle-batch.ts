import { type Batch, isTerminal } from '../../shared/batch.ts';
import type { MessageOf } from '../../shared/messages.ts';
import { lateMicrosOf } from '../../shared/missed-window.ts';
import { type Page, pageOf, unsettledTasks, withSettled } from '../../shared/page.ts';
import { isBatchWindow } from '../../shared/policy.ts';
import {
  creditLate,
  endHold,
  type Hold,
  isSettleable,
  isSettlementDue,
  settle,
} from '../../shared/settlement.ts';
import type { Task } from '../../shared/task.ts';
import { type Terms, termsNow } from '../../shared/terms.ts';
import { usageNameOf, usageOf } from '../../shared/usage.ts';
import type { Write } from '../adapters/commit.ts';
import { holdWrites } from '../adapters/holds.ts';
import { ledgerWrites } from '../adapters/ledger.ts';
import { pageWrites } from '../adapters/pages.ts';
import { projectWrites } from '../adapters/projects.ts';
import { usageWrites } from '../adapters/usage.ts';
import type { Deps } from '../edge/deps.ts';
import { queueLambda } from '../edge/lambda.ts';

/**
 * Settles what is finished, checked and not settled yet, once at the batch's end and hourly until then: one
 * transaction marks the tasks and moves their cost from the hold to the batch's clearing account. When nothing can
 * follow any more, the hold ends. At most once each: the hold's count of settlements, the pages' versions and the
 * entries' business keys all say so.
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
  const settled = isDue && ready.length > 0 ? await settleTasks(deps, { batch, hold, pages, ready }) : hold;
  if (isLast) await release(deps, batch, settled);
};

export const handler = queueLambda('settle', settleBatch);

type Settling = { batch: Batch; hold: Hold; pages: readonly Page[]; ready: readonly Task[] };

async function settleTasks(
  { commit, policy, projects, now }: Deps,
  { batch, hold, pages, ready }: Settling,
): Promise<Hold> {
  const terms = batch.terms ?? termsNow(policy);
  const settled = settle({
    hold,
    tasks: ready,
    priceMicroUsd: isBatchWindow(batch.window)
      ? terms.pricesMicroUsd[batch.window]
      : policy.priceMicroUsdPerReferenceSecond[batch.window],
    leastMicroUsd: batch.kind === 'file' && isTerminal(batch.status) ? terms.minimumMicroUsd : 0n,
    ownerSharePercent: terms.ownerSharePercent,
    now: now(),
  });
  const numbersIn = (page: Page) => ready.map(({ no }) => no).filter((no) => pageOf(no) === page.no);
  const changed = pages
    .filter((page) => numbersIn(page).length > 0)
    .map((page) => pageWrites.save(batch.batchId, withSettled(page, numbersIn(page))));
  const credit = creditFor(batch, settled.hold, ready, { terms, now: now() });
  await commit([
    holdWrites.settle(credit.hold),
    ledgerWrites.post(settled.entry),
    ...credit.writes,
    ...changed,
    ...(await countedBy(projects, { batch, before: hold, after: credit.hold, ready })),
  ]);
  return credit.hold;
}

type Counting = { batch: Batch; before: Hold; after: Hold; ready: readonly Task[] };

/** The settlement as its project and the customer's usage count it: in its own commit, so that all agree for ever. */
async function countedBy(
  projects: Deps['projects'],
  { batch, before, after, ready }: Counting,
): Promise<Write[]> {
  const chargedMicroUsd = after.capturedMicroUsd - before.capturedMicroUsd;
  const creditedMicroUsd = after.creditedMicroUsd - before.creditedMicroUsd;
  return [
    usageWrites.add(usageNameOf(batch, after.settledAt), {
      ...usageOf(ready, chargedMicroUsd),
      creditedMicroUsd,
    }),
    ...(await projects.charge(batch, chargedMicroUsd, after.settledAt)),
  ];
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
        ledgerWrites.changeCustomerBalance(hold.customerId, credit.creditMicroUsd),
      ]
    : [];
  return { hold: credit.hold, writes };
}

async function release({ commit, now }: Deps, batch: Batch, hold: Hold): Promise<void> {
  const ended = endHold(hold, now());
  await commit([
    holdWrites.end(ended.hold),
    ledgerWrites.post(ended.entry),
    ledgerWrites.changeCustomerBalance(hold.customerId, ended.hold.releasedMicroUsd),
    projectWrites.release(batch, ended.hold.releasedMicroUsd),
  ]);
}
