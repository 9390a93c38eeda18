import { expect, test } from 'vitest';
import { balancesOf } from '../../shared/ledger.ts';
import {
  idempotencyKeyOf,
  nextPayout,
  type Payout,
  payoutEntry,
  payoutFailedEntry,
  payoutSentEntry,
} from '../../shared/payout.ts';
import { demoPolicy, standardPolicy } from '../../shared/policy.ts';
import { seeded } from '../support/seeded.ts';

const owner = { ownerId: 'o', lastPayoutNo: 3, releasedMicroUsd: 123_456_789n, inTransitMicroUsd: 0n };

const planned = (releasedMicroUsd: bigint): Payout => {
  const payout = nextPayout({ ...owner, releasedMicroUsd }, demoPolicy, 7);
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

test('below the threshold, below a cent or while another is on its way there is no payout', () => {
  expect(nextPayout({ ...owner, releasedMicroUsd: 24_999_999n }, standardPolicy, 7)).toBeUndefined();
  expect(nextPayout({ ...owner, releasedMicroUsd: 25_000_000n }, standardPolicy, 7)).toMatchObject({
    payoutNo: 4,
    cents: 2_500,
  });
  expect(nextPayout({ ...owner, releasedMicroUsd: 9_999n }, demoPolicy, 7)).toBeUndefined();
  expect(nextPayout({ ...owner, inTransitMicroUsd: 1n }, demoPolicy, 7)).toBeUndefined();
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
