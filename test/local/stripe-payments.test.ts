import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { openStandIn, payIn } from './stripe-stand-in.ts';

const usd = (amount: number) => ({ amount, currency: 'usd' });

describe('customers', () => {
  it('keeps what it was given and changes only what an update names', async () => {
    await using world = await openStandIn();
    const { customers } = world.stripe;
    const { id } = await customers.create({ name: 'Ada', email: 'ada@example.com', metadata: { tier: 'a' } });
    await customers.update(id, { email: '', metadata: { tier: '', plan: 'b' } });
    const customer = await customers.retrieve(id);
    expect(customer).toMatchObject({ name: 'Ada', email: null, metadata: { plan: 'b' }, livemode: false });
  });

  it('answers 404 resource_missing for an id it does not know', async () => {
    await using world = await openStandIn();
    const retrieved = world.stripe.customers.retrieve('cus_unknown');
    await expect(retrieved).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      statusCode: 404,
      code: 'resource_missing',
    });
  });
});

describe('payment intents', () => {
  it('charges a good card, keeps 2.9 % and 30 cents, and gives expanded objects on request', async () => {
    await using world = await openStandIn();
    const intent = await world.stripe.paymentIntents.create({
      ...usd(10_000),
      confirm: true,
      payment_method: 'pm_card_visa',
      expand: ['latest_charge.balance_transaction'],
    });
    expect(intent.status).toBe('succeeded');
    const charge = intent.latest_charge as Stripe.Charge;
    expect(charge.balance_transaction).toMatchObject({
      type: 'charge',
      amount: 10_000,
      fee: 320,
      net: 9_680,
      status: 'available',
      source: charge.id,
    });
    expect((await world.stripe.charges.retrieve(charge.id)).balance_transaction).toMatch(/^txn_/);
    const { available } = await world.stripe.balance.retrieve();
    expect(available).toMatchObject([usd(9_680)]);
  });

  it('declines a bad card with a StripeCardError and keeps the failed charge', async () => {
    await using world = await openStandIn();
    const { stripe } = world;
    const declined = stripe.paymentIntents.create({
      ...usd(500),
      confirm: true,
      payment_method: 'pm_card_chargeDeclinedInsufficientFunds',
    });
    const error = await declined.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect(error).toMatchObject({ code: 'card_declined', decline_code: 'insufficient_funds' });
    const [charge] = (await stripe.charges.list()).data;
    expect(charge).toMatchObject({ status: 'failed', paid: false });
    const [intent] = (await stripe.paymentIntents.list()).data;
    expect(intent).toMatchObject({ status: 'requires_payment_method', latest_charge: charge?.id });
    const retried = await stripe.paymentIntents.confirm(String(intent?.id), {
      payment_method: 'pm_card_visa',
    });
    expect(retried.status).toBe('succeeded');
  });

  it('captures part of an authorised amount, and cancels what was never paid', async () => {
    await using world = await openStandIn();
    const { paymentIntents } = world.stripe;
    const held = await paymentIntents.create({
      ...usd(1_000),
      capture_method: 'manual',
      confirm: true,
      payment_method: 'pm_card_visa',
    });
    expect(held).toMatchObject({ status: 'requires_capture', amount_capturable: 1_000 });
    const captured = await paymentIntents.capture(held.id, { amount_to_capture: 600 });
    expect(captured).toMatchObject({ status: 'succeeded', amount_received: 600 });
    const unpaid = await paymentIntents.create(usd(1_000));
    expect(await paymentIntents.cancel(unpaid.id)).toMatchObject({ status: 'canceled' });
    await expect(paymentIntents.cancel(held.id)).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
  });

  it.each([
    ['a missing amount', { currency: 'usd' }, { code: 'parameter_missing', param: 'amount' }],
    ['a fraction', { amount: 10.5, currency: 'usd' }, { code: 'parameter_invalid_integer', param: 'amount' }],
    ['a negative amount', usd(-1), { code: 'parameter_invalid_integer', param: 'amount' }],
    ['less than 50 cents', usd(49), { code: 'amount_too_small', param: 'amount' }],
    ['an unknown currency', { amount: 100, currency: 'zzz' }, { param: 'currency' }],
    [
      'an unknown customer',
      { ...usd(100), customer: 'cus_0' },
      { code: 'resource_missing', param: 'customer' },
    ],
  ])('refuses %s', async (_, params, error) => {
    await using world = await openStandIn();
    const created = world.stripe.paymentIntents.create(params as Stripe.PaymentIntentCreateParams);
    await expect(created).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      statusCode: 400,
      ...error,
    });
  });
});

describe('refunds', () => {
  it('gives a charge back in parts, never more than its amount', async () => {
    await using world = await openStandIn();
    const { stripe } = world;
    const intent = await payIn(stripe, 1_000);
    const part = await stripe.refunds.create({ payment_intent: intent.id, amount: 400 });
    expect(await stripe.refunds.retrieve(part.id)).toMatchObject({ status: 'succeeded', amount: 400 });
    const tooMuch = stripe.refunds.create({ payment_intent: intent.id, amount: 601 });
    await expect(tooMuch).rejects.toMatchObject({ code: 'amount_too_large' });
    await stripe.refunds.create({ charge: String(intent.latest_charge) });
    const charge = await stripe.charges.retrieve(String(intent.latest_charge));
    expect(charge).toMatchObject({ refunded: true, amount_refunded: 1_000 });
    const again = stripe.refunds.create({ payment_intent: intent.id });
    await expect(again).rejects.toMatchObject({ code: 'charge_already_refunded' });
    // The fee of 59 cents is not given back.
    expect((await stripe.balance.retrieve()).available).toMatchObject([usd(-59)]);
  });
});

describe('disputes', () => {
  it('takes the money and a fee at once, which may leave the balance negative', async () => {
    await using world = await openStandIn();
    const { stripe } = world;
    const params = { ...usd(1_000), confirm: true, payment_method: 'pm_card_createDispute' };
    const intent = await stripe.paymentIntents.create(params);
    const { data } = await stripe.disputes.list({ payment_intent: intent.id });
    expect(data).toMatchObject([{ status: 'needs_response', amount: 1_000, charge: intent.latest_charge }]);
    expect((await stripe.balance.retrieve()).available).toMatchObject([usd(1_000 - 59 - 1_000 - 1_500)]);
    expect(await stripe.disputes.close(String(data[0]?.id))).toMatchObject({ status: 'lost' });
  });
});

describe('lists', () => {
  it('pages through everything, newest first, in either direction', async () => {
    await using world = await openStandIn();
    const { balanceTransactions } = world.stripe;
    for (let amount = 101; amount <= 125; amount += 1) await payIn(world.stripe, amount);
    const amounts: number[] = [];
    for await (const { amount } of balanceTransactions.list({ limit: 10 })) amounts.push(amount);
    expect(amounts).toEqual(Array.from({ length: 25 }, (_, index) => 125 - index));
    const first = await balanceTransactions.list({ limit: 3 });
    const second = await balanceTransactions.list({ limit: 3, starting_after: String(first.data[2]?.id) });
    const back = await balanceTransactions.list({ limit: 3, ending_before: String(second.data[0]?.id) });
    expect(back.data).toEqual(first.data);
    expect(first).toMatchObject({ has_more: true, url: '/v1/balance_transactions' });
  });

  it('filters by creation time, type and source, and expands inside data', async () => {
    let nowMs = 1_800_000_000_000;
    await using world = await openStandIn({ now: () => nowMs });
    const { balanceTransactions } = world.stripe;
    await payIn(world.stripe, 100);
    nowMs += 60_000;
    const intent = await payIn(world.stripe, 200);
    await world.stripe.refunds.create({ payment_intent: intent.id });
    const recent = await balanceTransactions.list({ created: { gte: 1_800_000_060 }, type: 'charge' });
    expect(recent.data).toMatchObject([{ amount: 200 }]);
    const ofCharge = { source: String(intent.latest_charge), expand: ['data.source'] };
    const { data } = await balanceTransactions.list(ofCharge);
    expect(data).toMatchObject([{ source: { object: 'charge', payment_intent: intent.id } }]);
    const unknown = balanceTransactions.list({ starting_after: 'txn_0' });
    await expect(unknown).rejects.toMatchObject({ code: 'resource_missing', param: 'starting_after' });
    const wrong = balanceTransactions.list({ expand: ['data.colour'] });
    await expect(wrong).rejects.toMatchObject({ statusCode: 400, param: 'expand' });
  });
});
