import pMap from 'p-map';
import { payoutRunWrites } from '../../functions/adapters/payout-runs.ts';
import { reconciliationWrites } from '../../functions/adapters/reconciliations.ts';
import { messagesAtOnce } from '../../functions/edge/consume.ts';
import { takeIn } from '../../functions/finance/bank-statements/take-in.ts';
import { closePeriod } from '../../functions/finance/periods/close.ts';
import { accrueOwners } from '../../functions/market/accrue-owners.ts';
import { appendJournal } from '../../functions/market/append-journal.ts';
import { executePayoutRun } from '../../functions/market/execute-payout-run.ts';
import { payOwner } from '../../functions/market/pay-owner.ts';
import { planPayouts } from '../../functions/market/plan-payouts.ts';
import { pollStripe } from '../../functions/market/poll-stripe.ts';
import { reconcile } from '../../functions/market/reconcile.ts';
import { releaseEarnings } from '../../functions/market/release-earnings.ts';
import { settleBatch } from '../../functions/market/settle-batch.ts';
import { journalMessages } from '../../shared/journal-messages.ts';
import type { QueueName } from '../../shared/messages.ts';
import { monthPeriod } from '../../shared/payout-run.ts';
import type { RunSummary } from '../../shared/reconciliation/run.ts';
import type { ClosingMarket } from './closing-market.ts';
import { month, type Names, times } from './month.ts';

/** Calls of one function that run at the same time. */
const callsAtOnce = { concurrency: 3 };

/** As a queue hands messages to its function: so many in one call, which handles them at once. */
async function deliver<Message>(
  queue: QueueName,
  messages: readonly Message[],
  handle: (message: Message) => Promise<unknown>,
): Promise<void> {
  const inOneCall = messagesAtOnce[queue] ?? 1;
  const calls = Array.from({ length: Math.ceil(messages.length / inOneCall) }, (_, at) =>
    messages.slice(at * inOneCall, (at + 1) * inOneCall),
  );
  await pMap(calls, (call) => Promise.all(call.map(handle)), callsAtOnce);
}

/** What follows from commits is brought about here as the stream and its queues do it. */
export async function settleAll(market: ClosingMarket, { batches }: Names): Promise<void> {
  await market.setClock(times.settlements);
  await deliver('settle', batches, settleBatch(market.deps));
}

export async function accrueAll(
  { deps }: ClosingMarket,
  posted: readonly { businessKey: string; kind: string }[],
) {
  const settled = posted.filter(({ kind }) => kind === 'settle');
  await deliver('accrue', settled, accrueOwners(deps));
}

export async function releaseAll(market: ClosingMarket): Promise<void> {
  await market.setClock(times.releases);
  await releaseEarnings(market.deps)();
}

/** The month's run, proposed by the timer and approved by a person. */
export async function runPayouts(market: ClosingMarket): Promise<void> {
  await market.setClock(times.payouts);
  const { deps } = market;
  await planPayouts(deps)();
  const runId = `run_timer_${monthPeriod(deps.now())}`;
  await stepWhile(market, runId, 'drafting');
  const run = await deps.payoutRuns.get(runId);
  await deps.commit([
    payoutRunWrites.change(run, { ...run, state: 'approved', decidedBy: 'ann', decidedAt: deps.now() }),
  ]);
  await stepWhile(market, runId, 'approved');
}

async function stepWhile({ deps }: ClosingMarket, runId: string, state: string): Promise<void> {
  while ((await deps.payoutRuns.get(runId)).state === state) await executePayoutRun(deps)({ runId });
}

export async function payAll({ deps }: ClosingMarket, { ownerIds }: Names): Promise<void> {
  const payouts = ownerIds.map((ownerId) => ({ ownerId, payoutNo: 1 }));
  await deliver('pay', payouts, payOwner(deps));
}

export async function takeOverBank({ deps }: ClosingMarket): Promise<void> {
  await pollStripe(deps)();
}

export async function chain(
  { deps }: ClosingMarket,
  posted: readonly { businessKey: string }[],
): Promise<void> {
  await appendJournal(deps)(journalMessages(posted.map(({ businessKey }) => businessKey)));
}

export async function takeStatementIn(market: ClosingMarket, text: string): Promise<number> {
  await market.setClock(times.statement);
  const file = { account: 'main', format: 'mt940', text } as const;
  const { newLines } = await takeIn(market.deps, file, 'ann');
  return newLines;
}

export async function reconcileMonth(market: ClosingMarket): Promise<RunSummary> {
  await market.setClock(times.reconciliation);
  const { deps } = market;
  const runId = deps.newId('rec');
  await deps.commit([
    reconciliationWrites.request({
      runId,
      state: 'pending',
      from: Date.parse(`${month}-01`),
      requestedBy: 'ann',
      requestedAt: deps.now(),
    }),
  ]);
  await reconcile(deps)({ runId });
  const { summary } = await deps.reconciliations.get(runId);
  if (!summary) throw new Error('the reconciliation did not come to its end');
  return summary;
}

export async function closeMonth({ deps }: ClosingMarket): Promise<void> {
  await closePeriod(deps, month, 'ann');
}
