import { accrualKeyOf, accrualsOf, type Settled, settledOf } from '../../../shared/accrual.ts';
import type { Batch } from '../../../shared/batch.ts';
import type { PaidRequest, PaidRequests } from '../../../shared/contract/drill.ts';
import { lineOf, linesOfTasks, paidTasks, withAmounts } from '../../../shared/drill/paid-requests.ts';
import { type MicroUsd, splitByWeight } from '../../../shared/money.ts';
import { isBatchWindow, type Policy } from '../../../shared/policy.ts';
import { isRefusal, Refusal } from '../../../shared/refusal.ts';
import { check, sumOf } from '../../../shared/reports/report.ts';
import type { Sources } from './tell.ts';

/** One owner's requests of a batch, each with its price and the owner's part: both sum to what was charged and paid. */
export async function loadRequests(
  sources: Sources,
  { batchId, ownerId }: { batchId: string; ownerId: string },
): Promise<Omit<PaidRequests, 'object' | 'settlement' | 'data' | 'has_more'> & { all: PaidRequest[] }> {
  const { ledger, holds, batches } = sources;
  const hold = await holds.find(batchId);
  const batch = hold && (await batches.find(hold));
  if (!batch) throw new Refusal('not_found', `There is no batch ${batchId}.`, { param: 'settlement' });
  const entries = await Array.fromAsync(ledger.entriesUnder(`batch/${batchId}`));
  const settlements = entries
    .filter(({ kind }) => kind === 'settle')
    .map((entry) => partOf(settledOf(entry), ownerId))
    .sort((a, b) => a.settled.no - b.settled.no);
  const mine = settlements.filter(({ requests }) => requests > 0);
  if (mine.length === 0)
    throw new Refusal('not_found', `${ownerId} has done nothing of ${batchId} that was settled.`, {
      param: 'owner',
    });
  const owner = sumOf(mine.map(({ amountMicroUsd }) => amountMicroUsd));
  const charge = sumOf(mine.map(({ chargeMicroUsd }) => chargeMicroUsd));
  const { lines, notes } = await linesOf(
    sources,
    { ...batch, tasks: Math.max(batch.tasks, hold.calls) },
    ownerId,
  );
  const all = withAmounts(lines, { chargeMicroUsd: charge, ownerMicroUsd: owner });
  const micros = mine.reduce((sum, each) => sum + each.referenceMicros, 0);
  const first = mine[0]?.settled;
  return {
    batch_id: batchId,
    owner_id: ownerId,
    model: batch.model,
    window: batch.window,
    micro_usd_per_reference_second: postedPriceOf(batch, sources.policy),
    owner_share_percent: first?.ownerSharePercent ?? 0,
    settlements: mine.map(({ settled, ...part }) => ({
      settlement: settled.settleKey,
      accrual: accrualKeyOf(settled, ownerId),
      at: settled.at,
      requests: part.requests,
      reference_microseconds: part.referenceMicros,
      amount_micro_usd: Number(part.amountMicroUsd),
    })),
    requests: all.reduce((sum, { requests }) => sum + requests, 0),
    reference_microseconds: all.reduce((sum, each) => sum + each.reference_microseconds, 0),
    charge_micro_usd: Number(charge),
    owner_micro_usd: Number(owner),
    all: all.sort((a, b) => b.owner_micro_usd - a.owner_micro_usd || (a.line ?? a.task) - (b.line ?? b.task)),
    checks: [
      check("The requests' shares are what the owner earned", sharesOf(all), owner),
      check(
        'Their reference microseconds are those that were settled (no money)',
        BigInt(all.reduce((sum, each) => sum + each.reference_microseconds, 0)),
        BigInt(micros),
      ),
    ],
    notes,
  };
}

/** As the customer was told: by the batch's terms, or where it has none, as of live calls, by the policy. */
const postedPriceOf = ({ terms, window }: Batch, policy: Policy): number =>
  terms && isBatchWindow(window)
    ? terms.pricesMicroUsd[window]
    : policy.priceMicroUsdPerReferenceSecond[window];

const sharesOf = (all: readonly PaidRequest[]): MicroUsd =>
  sumOf(all.map(({ owner_micro_usd }) => BigInt(owner_micro_usd)));

/** An owner's part of one settlement: of the charge, by reference time, what was not the minimum's. */
function partOf(settled: Settled, ownerId: string) {
  const accruals = accrualsOf(settled);
  const at = accruals.findIndex(({ part }) => part.ownerId === ownerId);
  const charges = splitByWeight(
    settled.chargeMicroUsd - settled.minimumMicroUsd,
    accruals.map(({ part }) => BigInt(part.referenceMicros)),
  );
  const own = accruals[at];
  return {
    settled,
    requests: own?.part.requests ?? 0,
    referenceMicros: own?.part.referenceMicros ?? 0,
    amountMicroUsd: own?.amountMicroUsd ?? 0n,
    chargeMicroUsd: charges[at] ?? 0n,
  };
}

async function linesOf({ tasks, receipts }: Sources, batch: Batch, ownerId: string) {
  const paid = paidTasks(await Array.fromAsync(tasks.ofBatch(batch)));
  if (batch.kind === 'live')
    return { lines: linesOfTasks(paid, ownerId), notes: ['Live calls: each task is one request.'] };
  const lines: ReturnType<typeof linesOfTasks> = [];
  try {
    for await (const receipt of receipts.ofBatch(batch)) {
      const line = lineOf(receipt, paid, ownerId);
      if (line) lines.push(line);
    }
  } catch (error) {
    if (!isRefusal(error, 'not_found')) throw error;
  }
  if (lines.length > 0) return { lines, notes: [] };
  return {
    lines: linesOfTasks(paid, ownerId),
    notes: ['There are no receipts: the batch is not assembled yet, or they are gone. Told by the task.'],
  };
}
