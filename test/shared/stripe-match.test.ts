import { expect, test } from 'vitest';
import { entryOf } from '../../shared/ledger.ts';
import { matchStripe, type StripeTransaction } from '../../shared/stripe-match.ts';
import { topUpEntries } from '../../shared/top-up.ts';

const topUp = {
  customerId: 'c',
  paymentIntentId: 'pi_1',
  chargeId: 'ch_1',
  balanceTransactionId: 'txn_1',
  grossMicroUsd: 10_000_000n,
  feeMicroUsd: 590_000n,
  paidAt: 1,
};
const { payment, fee } = topUpEntries(topUp, 1);

const charge: StripeTransaction = {
  id: 'txn_1',
  type: 'charge',
  amountMicroUsd: 10_000_000n,
  feeMicroUsd: 590_000n,
  sourceId: 'ch_1',
  createdAt: 1,
};

test('a payment and its fee explain one balance transaction', () => {
  expect(matchStripe([payment, fee], [charge])).toEqual({
    explainedMicroUsd: 9_410_000n,
    explained: 1,
    unmatched: [],
  });
});

test('what stands on one side only is an open item of that side, with its difference', () => {
  expect(matchStripe([], [charge]).unmatched).toMatchObject([
    { side: 'stripe', id: 'txn_1', differenceMicroUsd: 9_410_000n },
  ]);
  expect(matchStripe([payment, fee], []).unmatched).toMatchObject([
    { side: 'ledger', id: payment.businessKey, differenceMicroUsd: -10_000_000n },
    { side: 'ledger', id: fee.businessKey, differenceMicroUsd: 590_000n },
  ]);
});

test('a fee that was not posted, or another amount, leaves the transaction open', () => {
  expect(matchStripe([payment], [charge]).unmatched).toMatchObject([
    { differenceMicroUsd: -590_000n, reason: expect.stringContaining('fees of 0') },
  ]);
  expect(matchStripe([payment, fee], [{ ...charge, amountMicroUsd: 9_000_000n }]).unmatched).toMatchObject([
    { differenceMicroUsd: -1_000_000n, reason: expect.stringContaining('Stripe 9000000') },
  ]);
});

test('two entries for one transaction explain nothing', () => {
  const twice = entryOf({ ...payment, businessKey: 'customer/c/top-up/pi_again' });
  expect(matchStripe([payment, twice, fee], [charge])).toMatchObject({
    explained: 0,
    unmatched: [{ reason: expect.stringContaining('more than one') }],
  });
});

test("an entry that moves Stripe's balance and names no transaction is open", () => {
  const nameless = entryOf({ ...payment, memo: {} });
  expect(matchStripe([nameless], []).unmatched).toMatchObject([
    { side: 'ledger', reason: 'it names no balance transaction' },
  ]);
});
