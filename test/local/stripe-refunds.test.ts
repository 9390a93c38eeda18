import { describe, expect, it } from 'vitest';
import { openStandIn, payIn, type StandInUnderTest } from './stripe-stand-in.ts';

const usd = (amount: number) => ({ amount, currency: 'usd' });
const available = async ({ stripe }: StandInUnderTest) =>
  (await stripe.balance.retrieve()).available[0]?.amount;

describe('refunds', () => {
  it('fail after they were made: the money comes back and the charge can be refunded again', async () => {
    await using world = await openStandIn();
    const { stripe, test } = world;
    const intent = await payIn(stripe, 1_000);
    const made = await stripe.refunds.create({ payment_intent: intent.id, amount: 400 });
    await test(`/refunds/${made.id}/fail`, { reason: 'expired_or_canceled_card' });
    const failed = await stripe.refunds.retrieve(made.id, { expand: ['failure_balance_transaction'] });
    expect(failed).toMatchObject({
      status: 'failed',
      failure_reason: 'expired_or_canceled_card',
      failure_balance_transaction: { type: 'refund_failure', net: 400, source: made.id },
    });
    expect(await available(world)).toBe(1_000 - 59);
    const charge = await stripe.charges.retrieve(String(intent.latest_charge));
    expect(charge).toMatchObject({ amount_refunded: 0, refunded: false });
    const events = await stripe.events.list({ types: ['refund.created', 'refund.updated', 'refund.failed'] });
    expect(events.data.map(({ type }) => type)).toEqual([
      'refund.failed',
      'refund.updated',
      'refund.created',
    ]);
    await stripe.refunds.create({ payment_intent: intent.id });
    expect(await test(`/refunds/${made.id}/fail`)).toHaveProperty('error');
  });

  it('fail days later where the card takes no refunds', async () => {
    await using world = await openStandIn();
    const { stripe, test } = world;
    const params = { ...usd(1_000), confirm: true, payment_method: 'pm_card_refundFail' };
    const { id } = await stripe.paymentIntents.create(params);
    const refund = await stripe.refunds.create({ payment_intent: id });
    expect(refund.status).toBe('succeeded');
    await test('/clock', { advanceSeconds: 4 * 86_400 });
    expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({ status: 'failed' });
  });

  it('wait for money, or are refused, when the account says so', async () => {
    await using world = await openStandIn({ availabilityDelaySeconds: 86_400 });
    const { stripe, test } = world;
    const intent = await payIn(stripe, 1_000);
    await test('/settings', { refundsShortOfMoney: 'refuse' });
    const refused = stripe.refunds.create({ payment_intent: intent.id, amount: 100 });
    await expect(refused).rejects.toMatchObject({ statusCode: 400, code: 'balance_insufficient' });
    await test('/settings', { refundsShortOfMoney: 'wait' });
    const waiting = await stripe.refunds.create({ payment_intent: intent.id, amount: 100 });
    expect(waiting).toMatchObject({
      status: 'pending',
      pending_reason: 'insufficient_funds',
      balance_transaction: null,
    });
    await test('/clock', { advanceSeconds: 86_400 });
    await test('/clock', { advanceSeconds: 3_600 });
    const made = await stripe.refunds.retrieve(waiting.id, { expand: ['balance_transaction'] });
    expect(made).toMatchObject({ status: 'succeeded', balance_transaction: { type: 'refund', net: -100 } });
    expect(made).not.toHaveProperty('pending_reason');
  });

  it('of a payment from a bank account move the balance as payment_refund', async () => {
    await using world = await openStandIn({ asyncPaymentDelaySeconds: 0 });
    const { stripe } = world;
    const params = { ...usd(1_000), confirm: true, payment_method: 'pm_usBankAccount_success' };
    const { id } = await stripe.paymentIntents.create(params);
    const expand = ['balance_transaction'];
    const refund = await stripe.refunds.create({ payment_intent: id, amount: 300, expand });
    expect(refund).toMatchObject({ balance_transaction: { type: 'payment_refund', net: -300 } });
  });

  it('are refused while the payment is still on its way', async () => {
    await using world = await openStandIn();
    const { stripe } = world;
    const params = { ...usd(1_000), confirm: true, payment_method: 'pm_usBankAccount_success' };
    const { id } = await stripe.paymentIntents.create(params);
    const early = stripe.refunds.create({ payment_intent: id });
    await expect(early).rejects.toMatchObject({ code: 'charge_not_refundable' });
  });
});
