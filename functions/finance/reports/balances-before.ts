import type { GroupBalances } from '../../../shared/account-group.ts';
import { currencyOf, type Entry } from '../../../shared/ledger.ts';
import type { Currency } from '../../../shared/money.ts';
import { spanOfMonth } from '../../../shared/period.ts';
import { balanceSums } from '../../../shared/reports/balance-reports.ts';
import type { Span } from '../../../shared/reports/report.ts';
import type { Deps } from '../../edge/deps.ts';

/** The journal's entries of one currency, in the order of the chain, in bounded memory. */
export async function* entriesIn(
  { journal }: Pick<Deps, 'journal'>,
  span: Span,
  currency: Currency,
): AsyncGenerator<Entry> {
  for await (const entry of journal.entries(span)) if (currencyOf(entry) === currency) yield entry;
}

/**
 * How the account groups stood before a moment: at the journal's head where nothing came later, else from the
 * latest closed month on.
 */
export async function balancesBefore(
  deps: Pick<Deps, 'journal' | 'periods'>,
  at: number,
  currency: Currency,
): Promise<GroupBalances> {
  const head = await deps.journal.head();
  if (head.maxAt === undefined || head.maxAt < at) return head.ledgers.get(currency) ?? new Map();
  const kept = (await deps.periods.list()).findLast(({ month }) => spanOfMonth(month).to <= at);
  const sums = balanceSums(kept?.ledgers.get(currency));
  const from = kept ? spanOfMonth(kept.month).to : 0;
  for await (const entry of entriesIn(deps, { from, to: at }, currency)) sums.add(entry);
  return sums.balances;
}
