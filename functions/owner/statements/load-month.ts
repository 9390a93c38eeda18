import { dayOf } from '../../../shared/accrual.ts';
import type { Entry } from '../../../shared/ledger.ts';
import { isRefusal } from '../../../shared/refusal.ts';
import {
  type Closing,
  closingAfter,
  isFinal,
  nothingYet,
  type Period,
  periodOf,
} from '../../../shared/statement.ts';
import { closingWrites } from '../../adapters/closings.ts';
import type { Deps } from '../../edge/deps.ts';

/**
 * What moved an owner's accounts in a month, and how they stood before it: as the latest closing that is kept says,
 * and what came after that. The closing of a month that is over is kept in turn.
 */
export async function loadMonth(
  deps: Deps,
  { ownerId, createdAt }: { ownerId: string; createdAt: number },
  period: Period,
): Promise<{ opening: Closing; entries: Entry[] }> {
  const kept = await deps.closings.before(ownerId, period.month);
  const from = kept ? periodOf(kept.month).to : Math.min(createdAt, period.from);
  const since = await entriesOf(deps, ownerId, { from, to: period.to });
  const before = since.filter(({ at }) => at < period.from);
  const opening = closingAfter(kept ?? nothingYet(ownerId), before, kept?.month ?? '');
  const entries = since.filter(({ at }) => at >= period.from);
  if (isFinal(period, deps.now()))
    await deps.commit([closingWrites.keep(closingAfter(opening, entries, period.month))]).catch(ifKept);
  return { opening, entries };
}

/** An owner's accruals are found by the days of their settlements; what is in trouble is shared out later. */
const latestAccrualMillis = 31 * 86_400_000;

async function entriesOf(
  { ledger }: Deps,
  ownerId: string,
  { from, to }: { from: number; to: number },
): Promise<Entry[]> {
  const [earned, others] = await Promise.all([
    Array.fromAsync(ledger.earnedBy(ownerId, dayOf(from - latestAccrualMillis), dayOf(to - 1))),
    Array.fromAsync(ledger.unearnedOf(ownerId)),
  ]);
  return [...earned, ...others].filter(({ at }) => at >= from && at < to);
}

function ifKept(error: unknown): void {
  if (!isRefusal(error, 'conflict')) throw error;
}
