import { expect, test } from 'vitest';
import type { Entry } from '../../../shared/ledger.ts';
import { accountStatement } from '../../../shared/reports/account-statement.ts';

const day = Date.UTC(2027, 0, 8);
const hour = 3_600_000;

const moved = (kind: Entry['kind'], at: number, amountMicroUsd: bigint): Entry => ({
  businessKey: `owner/own_1/${kind}/${at}`,
  kind,
  at,
  postings: [{ account: 'owner/own_1/released', amountMicroUsd }],
  memo: {},
});

function rowsOf(entries: readonly Entry[], to = day + 48 * hour) {
  const party = { kind: 'owner', id: 'own_1', name: 'Olga' } as const;
  const statement = accountStatement({ party, span: { from: day, to }, currency: 'usd' });
  for (const entry of entries) statement.add(entry);
  const [, account] = statement.tell().sections;
  return account?.rows.slice(1).map(({ at, what, balance }) => [at, what, balance]);
}

test("a day's sums stand at its end, and no balance is told that never was", () => {
  const entries = [
    moved('accrue-owner', day + hour, 100n),
    moved('payout', day + 5 * hour, -150n),
    moved('accrue-owner', day + 3 * hour, 70n),
    moved('claw-back', day + 2 * hour, -5n),
    moved('payout', day + 30 * hour, -10n),
    moved('claw-back', day + 31 * hour, -2n),
  ];
  expect(rowsOf(entries.toReversed())).toEqual([
    [day + 2 * hour, 'claw-back', null],
    [day + 5 * hour, 'payout', null],
    [day + 24 * hour - 1, 'accrue-owner (2 of the day)', 15],
    [day + 30 * hour, 'payout', 5],
    [day + 31 * hour, 'claw-back', 3],
  ]);
});

test('where the statement ends within the day, so does the sum', () => {
  expect(rowsOf([moved('accrue-owner', day + hour, 100n)], day + 4 * hour)).toEqual([
    [day + 4 * hour - 1, 'accrue-owner (1 of the day)', 100],
  ]);
});
