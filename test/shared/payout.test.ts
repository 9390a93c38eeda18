import { expect, test } from 'vitest';
import { balancesOf } from '../../shared/ledger.ts';
import {
  grossOf,
  idempotencyKeyOf,
  type Payout,
  payoutEntry,
  payoutFailedEntry,
  payoutOf,
  payoutReversedEntry,
  payoutSentEntry,
} from '../../shared/payout.ts';
import { seeded } from '../support/seeded.ts';

const paying = {
  ownerId: 'o',
  lastPayoutNo: 3,
  withholdingPercent: 0,
  runId: 'run_1',
  period: '2027-01',
  now: 7,
};

const planned = (grossMicroUsd: bigint, withholdingPercent = 0): Payout => {
  const payout = payoutOf({ ...paying, grossMicroUsd, withholdingPercent });
  if (!payout) throw new Error('no payout');
  return payout;
};

test('a payout is of whole cents and the rest is carried', () => {
  const next = seeded(1);
  for (let round = 0; round < 1_000; round++) {
    const releasedMicroUsd = 10_000n + BigInt(next(1e9));
    const { cents, amountMicroUsd } = planned(releasedMicroUsd);
    expect(amountMicroUsd).toBe(BigInt(cents) * 10_000n);
    expect(releasedMicroUsd - amountMicroUsd).toBeGreaterThanOrEqual(0n);
    expect(releasedMicroUsd - amountMicroUsd).toBeLessThan(10_000n);
  }
});

test('less than a cent is no payout, nor is what is withheld whole', () => {
  expect(payoutOf({ ...paying, grossMicroUsd: 9_999n })).toBeUndefined();
  expect(payoutOf({ ...paying, grossMicroUsd: 10_000n })).toMatchObject({ payoutNo: 4, cents: 1 });
  expect(payoutOf({ ...paying, grossMicroUsd: 990_000n, withholdingPercent: 100 })).toBeUndefined();
});

test('what is withheld and what is sent are whole cents, and together what was owed', () => {
  const next = seeded(2);
  for (let round = 0; round < 1_000; round++) {
    const gross = 50_000n + BigInt(next(1e9));
    const payout = planned(gross, 24);
    expect(payout.withheldMicroUsd % 10_000n).toBe(0n);
    expect(grossOf(payout)).toBe((gross / 10_000n) * 10_000n);
    expect(payout.withheldMicroUsd * 100n).toBeLessThanOrEqual(grossOf(payout) * 24n);
    const balances = balancesOf([payoutEntry(payout)]);
    expect(balances.get('tax/withheld') ?? 0n).toBe(payout.withheldMicroUsd);
    expect(balances.get('owner/o/in-transit')).toBe(payout.amountMicroUsd);
    const failed = balancesOf([payoutEntry(payout), payoutFailedEntry(payout, 'account_closed', 8)]);
    expect([...failed.values()].every((sum) => sum === 0n)).toBe(true);
  }
});

test('what came back settles what is owed, and the rest is payable again', () => {
  const payout = planned(1_000_000n);
  const reversal = {
    reversalId: 'trr_1',
    transferId: 'tr_1',
    balanceTransactionId: 'txn_3',
    amountMicroUsd: 400_000n,
  };
  const balances = balancesOf([payoutReversedEntry(payout, reversal, { settledMicroUsd: 150_000n, now: 9 })]);
  expect(Object.fromEntries(balances)).toEqual({
    'stripe/balance': -400_000n,
    'owner/o/receivable': 150_000n,
    'owner/o/released': 250_000n,
  });
});

test('a payout ends sent or given back, and leaves nothing in transit', () => {
  const payout = planned(55_555n);
  const transfer = {
    transferId: 'tr_1',
    balanceTransactionId: 'txn_1',
    amountMicroUsd: 50_000n,
    stripeAccountId: 'acct_1',
  };
  const sent = balancesOf([payoutEntry(payout), payoutSentEntry(payout, transfer, 8)]);
  expect(sent.get('owner/o/in-transit')).toBe(0n);
  expect(sent.get('stripe/balance')).toBe(50_000n);
  const failed = balancesOf([payoutEntry(payout), payoutFailedEntry(payout, 'account_closed', 8)]);
  expect([...failed.values()]).toEqual([0n, 0n]);
  expect(() => payoutSentEntry(payout, { ...transfer, amountMicroUsd: 60_000n }, 8)).toThrow('50000');
});

test('a payout keeps its key at Stripe until Stripe has definitely refused it', () => {
  const payout = planned(55_555n);
  expect(idempotencyKeyOf(payout)).toBe('payout-o-4');
  expect(idempotencyKeyOf({ ...payout, refusals: 2 })).toBe('payout-o-4-2');
});
