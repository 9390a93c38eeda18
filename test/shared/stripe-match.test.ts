import { expect, test } from 'vitest';
import { entryOf, transferPostings } from '../../shared/ledger.ts';
import { billEntries, feeEntries } from '../../shared/stripe-fee.ts';
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

const moving = (kind: 'dispute-withdrawn' | 'dispute-reinstated', amountMicroUsd: bigint, id: string) =>
  entryOf({
    businessKey: `dispute/du_1/${kind}/${id}`,
    kind,
    at: 1,
    postings: transferPostings('dispute/du_1', 'stripe/balance', amountMicroUsd),
    memo: { balanceTransactionId: id },
  });

const dispute = (id: string, amountMicroUsd: bigint, feeMicroUsd: bigint): StripeTransaction => ({
  ...charge,
  ...{ id, type: 'adjustment', amountMicroUsd, feeMicroUsd, sourceId: 'du_1' },
});

test('a fee that Stripe took and one that it gave back are explained beside their movements', () => {
  const taken = dispute('txn_2', -10_000_000n, 15_000_000n);
  const back = dispute('txn_3', 10_000_000n, -15_000_000n);
  const entries = [
    moving('dispute-withdrawn', 10_000_000n, 'txn_2'),
    ...feeEntries('dispute/du_1/withdrawn/txn_2', taken, 1),
    moving('dispute-reinstated', -10_000_000n, 'txn_3'),
    ...feeEntries('dispute/du_1/reinstated/txn_3', back, 1),
  ];
  expect(matchStripe(entries, [taken, back])).toEqual({
    explained: 2,
    explainedMicroUsd: 50_000_000n,
    unmatched: [],
  });
  expect(matchStripe(entries.slice(0, 3), [taken, back]).unmatched).toMatchObject([
    { id: 'txn_3', differenceMicroUsd: 15_000_000n },
  ]);
});

test("Stripe's own bill is a movement that is nothing but a fee", () => {
  const bill: StripeTransaction = {
    ...charge,
    ...{ id: 'txn_4', type: 'stripe_fee', amountMicroUsd: -2_000_000n, feeMicroUsd: 0n },
  };
  const entries = feeEntries('stripe/txn_4', { id: 'txn_4', feeMicroUsd: 2_000_000n }, 1);
  expect(matchStripe(entries, [bill]).unmatched).toEqual([]);
});

test.each([
  ['stripe_fee', -2_000_000n, 0n],
  ['stripe_fx_fee', 0n, 2_000_000n],
  ['tax_fee', -1_500_000n, 500_000n],
  ['stripe_fee', 750_000n, 0n],
])(
  'what is nothing but a fee, %s of %i and %i, is one entry of all it moved',
  (type, amountMicroUsd, feeMicroUsd) => {
    const bill = { ...charge, id: 'txn_5', type, amountMicroUsd, feeMicroUsd };
    const entries = billEntries(bill, 1);
    const net = amountMicroUsd - feeMicroUsd;
    expect(entries).toMatchObject([{ kind: net < 0n ? 'stripe-fee' : 'stripe-fee-returned' }]);
    expect(entries[0]?.postings).toContainEqual({ account: 'stripe/fees', amountMicroUsd: net });
    expect(matchStripe(entries, [bill])).toMatchObject({ explained: 1, unmatched: [] });
    expect(matchStripe([], [bill]).unmatched).toMatchObject([{ differenceMicroUsd: net }]);
  },
);
