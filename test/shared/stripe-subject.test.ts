import { expect, test } from 'vitest';
import { subjectOfEvent, subjectOfMovement } from '../../shared/stripe-subject.ts';

test.each([
  [
    'checkout.session.async_payment_succeeded',
    { object: 'checkout.session', id: 'cs_1', paymentIntentId: 'pi_1' },
    'payment',
    'pi_1',
  ],
  ['payment_intent.succeeded', { object: 'payment_intent', id: 'pi_1' }, 'payment', 'pi_1'],
  ['charge.refunded', { object: 'charge', id: 'ch_1', paymentIntentId: 'pi_1' }, 'payment', 'pi_1'],
  ['v1.charge.succeeded', { object: 'charge', id: 'ch_1' }, 'payment', 'ch_1'],
  ['refund.failed', { object: 'refund', id: 're_1', paymentIntentId: 'pi_1' }, 'refund', 're_1'],
  ['charge.dispute.closed', { object: 'dispute', id: 'du_1', paymentIntentId: 'pi_1' }, 'dispute', 'du_1'],
  [
    'radar.early_fraud_warning.created',
    { object: 'radar.early_fraud_warning', id: 'issfr_1' },
    'fraud-warning',
    'issfr_1',
  ],
  ['invoice.paid', { object: 'invoice', id: 'in_1' }, 'invoice', 'in_1'],
  ['transfer.reversed', { object: 'transfer', id: 'tr_1' }, 'transfer', 'tr_1'],
  ['payout.paid', { object: 'payout', id: 'po_1' }, 'bank-payout', 'po_1'],
  ['topup.succeeded', { object: 'topup', id: 'tu_1' }, 'balance-top-up', 'tu_1'],
])('%s is about its object', (type, object, kind, id) => {
  expect(subjectOfEvent(type, object)).toEqual({ kind, id });
});

test('what no money follows from is about nothing', () => {
  expect(subjectOfEvent('product.created', { object: 'product', id: 'prod_1' })).toBeUndefined();
  expect(
    subjectOfEvent('checkout.session.completed', { object: 'checkout.session', id: 'cs_1' }),
  ).toBeUndefined();
});

test("on a connected account only the account and its payouts are the market's", () => {
  const account = 'acct_1';
  expect(subjectOfEvent('payout.failed', { object: 'payout', id: 'po_1' }, account)).toEqual({
    kind: 'owner-payout',
    id: 'po_1',
    account,
  });
  for (const type of ['account.updated', 'v1.account.updated', 'capability.updated'])
    expect(subjectOfEvent(type, { object: 'anything', id: 'x' }, account)).toEqual({
      kind: 'account',
      id: account,
    });
  const payment = { object: 'payment_intent', id: 'pi_1' };
  expect(subjectOfEvent('payment_intent.succeeded', payment, account)).toBeUndefined();
});

test('a movement is about what moved it, a reversal about its transfer', () => {
  expect(subjectOfMovement({ object: 'transfer_reversal', id: 'trr_1', transferId: 'tr_1' })).toEqual({
    kind: 'transfer',
    id: 'tr_1',
  });
  expect(subjectOfMovement({ object: 'charge', id: 'ch_1', paymentIntentId: 'pi_1' })).toEqual({
    kind: 'payment',
    id: 'pi_1',
  });
  expect(subjectOfMovement({ object: 'application_fee', id: 'fee_1' })).toBeUndefined();
});
