import type { PeriodReply } from '../../../shared/contract/finance-periods.ts';
import type { Period } from '../../../shared/period.ts';

export const visiblePeriod = ({ ledgers, accounts, ...period }: Period): PeriodReply => ({
  object: 'period',
  month: period.month,
  closed_at: period.closedAt,
  closed_by: period.closedBy,
  entries: period.entries,
  balances: Object.fromEntries(
    [...ledgers].map(([currency, balances]) => [
      currency,
      Object.fromEntries([...balances].map(([group, amount]) => [group, Number(amount)])),
    ]),
  ),
  journal_seq: period.seq,
  journal_hash: period.hash,
  accounts_object: accounts.object,
  accounts_sha256: accounts.sha256,
});
