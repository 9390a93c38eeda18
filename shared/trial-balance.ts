import type { AccountGroup, GroupBalances } from './account-group.ts';
import type { MicroUsd } from './money.ts';

type TrialBalanceRow = { group: AccountGroup; debitMicroUsd: MicroUsd; creditMicroUsd: MicroUsd };

export type TrialBalance = {
  /** In the order of their groups. */
  rows: TrialBalanceRow[];
  debitMicroUsd: MicroUsd;
  creditMicroUsd: MicroUsd;
  /** Debits are credits: it can't be otherwise while each entry sums to zero. */
  balanced: boolean;
};

/**
 * How the account groups of one currency stand, as accountants read it: what the platform owes or has earned is a
 * credit, what it owns or has spent a debit. Groups that are at zero are told as well.
 */
export function trialBalanceOf(balances: GroupBalances): TrialBalance {
  const rows = [...balances]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, balance]) => ({
      group,
      debitMicroUsd: balance < 0n ? -balance : 0n,
      creditMicroUsd: balance > 0n ? balance : 0n,
    }));
  const debitMicroUsd = rows.reduce((sum, row) => sum + row.debitMicroUsd, 0n);
  const creditMicroUsd = rows.reduce((sum, row) => sum + row.creditMicroUsd, 0n);
  return { rows, debitMicroUsd, creditMicroUsd, balanced: debitMicroUsd === creditMicroUsd };
}
