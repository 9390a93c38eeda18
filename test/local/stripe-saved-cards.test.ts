import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { openStandIn, type StandInUnderTest } from './stripe-stand-in.ts';

const usd = (amount: number) => ({ amount, currency: 'usd' });
const checkout = {
  success_url: 'http://127.0.0.1/paid',
  line_items: [{ price_data: { currency: 'usd', unit_amount: 2_500, product_data: { name: 'Credit' } } }],
};

/** A customer who has paid once through Checkout and let the card be saved. */
async function savedCard(world: StandInUnderTest, token: string) {
  const { stripe, test } = world;
  const customer = await stripe.customers.create({ email: 'ada@example.com' });
  const session = await stripe.checkout.sessions.create({
    ...checkout,
    mode: 'payment',
    customer: customer.id,
    payment_intent_data: { setup_future_usage: 'off_session' },
  });
  await test(`/checkout/sessions/${session.id}/pay`, { payment_method: token });
  const [method] = (await stripe.paymentMethods.list({ customer: customer.id, type: 'card' })).data;
  return { customer: customer.id, payment_method: String(method?.id) };
}

const offSession = (saved: Awaited<ReturnType<typeof savedCard>>) => ({
  ...usd(5_000),
  ...saved,
  off_session: true,
  confirm: true,
});

describe('cards saved at checkout', () => {
  it('are attached to the customer and pay while nobody is there', async () => {
    await using world = await openStandIn();
    const { stripe } = world;
    const saved = await savedCard(world, 'pm_card_visa');
    const paid = await stripe.paymentIntents.create(offSession(saved));
    expect(paid).toMatchObject({ status: 'succeeded', amount_received: 5_000, ...saved });
    expect((await stripe.customers.listPaymentMethods(saved.customer)).data).toMatchObject([
      { id: saved.payment_method, customer: saved.customer, card: { last4: '4242' } },
    ]);
    expect((await stripe.events.list({ type: 'payment_method.attached' })).data).toHaveLength(1);
  });

  it('are not saved when the session does not ask for it', async () => {
    await using world = await openStandIn();
    const { stripe, test } = world;
    const { id } = await stripe.customers.create({});
    const session = await stripe.checkout.sessions.create({ ...checkout, mode: 'payment', customer: id });
    await test(`/checkout/sessions/${session.id}/pay`);
    expect((await stripe.paymentMethods.list({ customer: id })).data).toEqual([]);
  });

  it('that want 3-D Secure are refused with authentication_required, and pay once the customer is there', async () => {
    await using world = await openStandIn();
    const { stripe, test } = world;
    const saved = await savedCard(world, 'pm_card_authenticationRequired');
    const error = await stripe.paymentIntents.create(offSession(saved)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect(error).toMatchObject({
      statusCode: 402,
      code: 'authentication_required',
      decline_code: 'authentication_required',
      payment_method: { id: saved.payment_method },
      payment_intent: { status: 'requires_payment_method' },
    });
    const { id } = (error as { payment_intent: Stripe.PaymentIntent }).payment_intent;
    const confirmed = await stripe.paymentIntents.confirm(id, { payment_method: saved.payment_method });
    expect(confirmed).toMatchObject({ status: 'requires_action', next_action: { type: 'use_stripe_sdk' } });
    await test(`/payment_intents/${id}/authenticate`, { succeeds: false });
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'payment_intent_authentication_failure' },
    });
    await stripe.paymentIntents.confirm(id, { payment_method: saved.payment_method });
    expect(await test(`/payment_intents/${id}/authenticate`)).toMatchObject({ status: 'succeeded' });
  });

  it('that were set up with 3-D Secure pay without it from then on', async () => {
    await using world = await openStandIn();
    const saved = await savedCard(world, 'pm_card_authenticationRequiredOnSetup');
    const paid = await world.stripe.paymentIntents.create(offSession(saved));
    expect(paid.status).toBe('succeeded');
  });

  it('may be declined from one day to the next', async () => {
    await using world = await openStandIn();
    const { stripe, test } = world;
    const saved = await savedCard(world, 'pm_card_visa');
    await test(`/payment_methods/${saved.payment_method}/become`, {
      token: 'pm_card_chargeDeclinedInsufficientFunds',
    });
    await expect(stripe.paymentIntents.create(offSession(saved))).rejects.toMatchObject({
      statusCode: 402,
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      payment_intent: { status: 'requires_payment_method', payment_method: null },
    });
  });

  it('belong to their customer alone', async () => {
    await using world = await openStandIn();
    const { stripe } = world;
    const saved = await savedCard(world, 'pm_card_visa');
    const other = await stripe.customers.create({});
    const stolen = stripe.paymentIntents.create({ ...offSession(saved), customer: other.id });
    await expect(stolen).rejects.toMatchObject({ statusCode: 400, code: 'resource_missing' });
    await stripe.paymentMethods.detach(saved.payment_method);
    const gone = stripe.paymentIntents.create(offSession(saved));
    await expect(gone).rejects.toMatchObject({ code: 'resource_missing', param: 'payment_method' });
  });
});

describe('cards saved without a payment', () => {
  it('come from a checkout session in mode setup', async () => {
    await using world = await openStandIn();
    const { stripe, test } = world;
    const { id } = await stripe.customers.create({});
    const { success_url } = checkout;
    const session = await stripe.checkout.sessions.create({ mode: 'setup', customer: id, success_url });
    expect(session).toMatchObject({ amount_total: null, status: 'open' });
    await test(`/checkout/sessions/${session.id}/pay`, { payment_method: 'pm_card_chargeCustomerFail' });
    const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ['setup_intent'] });
    expect(done).toMatchObject({ payment_status: 'no_payment_required', setup_intent: { customer: id } });
    const method = (done.setup_intent as Stripe.SetupIntent).payment_method;
    const paid = stripe.paymentIntents.create(offSession({ customer: id, payment_method: String(method) }));
    await expect(paid).rejects.toMatchObject({ code: 'card_declined' });
  });

  it('or are attached by hand, unless the bank declines them', async () => {
    await using world = await openStandIn();
    const { stripe } = world;
    const { id } = await stripe.customers.create({});
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: id });
    expect(method).toMatchObject({ customer: id });
    const declined = stripe.paymentMethods.attach('pm_card_chargeDeclined', { customer: id });
    await expect(declined).rejects.toMatchObject({ statusCode: 402, code: 'card_declined' });
  });
});
