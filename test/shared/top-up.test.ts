import { expect, test } from 'vitest';
import { balancesOf } from '../../shared/ledger.ts';
import { topUpEntries } from '../../shared/top-up.ts';
import { startedAt } from './sample-task.ts';

const topUp = {
  customerId: 'cus_1',
  paymentIntentId: 'pi_1',
  chargeId: 'ch_1',
  balanceTransactionId: 'txn_1',
  grossMicroUsd: 50_000_000n,
  feeMicroUsd: 1_750_000n,
  paidAt: startedAt,
};
const keysOf = (told: Partial<typeof topUp>, now: number) =>
  Object.values(topUpEntries({ ...topUp, ...told }, now)).map(({ businessKey }) => businessKey);

test('a payment is one entry, and its fee another, whenever it is told and however often', () => {
  const first = keysOf({}, startedAt);
  expect(first).toEqual(['customer/cus_1/top-up/pi_1', 'customer/cus_1/top-up/pi_1/stripe-fee']);
  expect(keysOf({}, startedAt + 90 * 86_400_000)).toEqual(first);
  expect(keysOf({ balanceTransactionId: 'txn_2', paidAt: startedAt + 1 }, startedAt)).toEqual(first);
  expect(keysOf({ paymentIntentId: 'pi_2' }, startedAt)).not.toEqual(first);
});

test('the customer is credited all that was paid, and the fee is the platform’s', () => {
  const { payment, fee } = topUpEntries(topUp, startedAt);
  expect(Object.fromEntries(balancesOf([payment, fee]))).toEqual({
    'customer/cus_1': 50_000_000n,
    'stripe/balance': -48_250_000n,
    'stripe/fees': -1_750_000n,
  });
});
