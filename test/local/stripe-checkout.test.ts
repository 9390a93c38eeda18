import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { openStandIn } from './stripe-stand-in.ts';

const checkout = {
  mode: 'payment',
  success_url: 'http://127.0.0.1/paid?session={CHECKOUT_SESSION_ID}',
  line_items: [
    {
      price_data: { currency: 'usd', unit_amount: 1_250, product_data: { name: 'Credit' } },
      quantity: 2,
    },
  ],
} satisfies Stripe.Checkout.SessionCreateParams;

describe('checkout sessions', () => {
  it('is paid by the customer once, with its metadata and events', async () => {
    await using world = await openStandIn();
    const { stripe, test } = world;
    const customer = await stripe.customers.create({ email: 'ada@example.com' });
    const session = await stripe.checkout.sessions.create({
      ...checkout,
      customer: customer.id,
      client_reference_id: 'top-up-1',
      metadata: { customer: 'c1' },
      payment_intent_data: { metadata: { customer: 'c1' }, transfer_group: 'g1' },
    });
    expect(session).toMatchObject({ status: 'open', payment_status: 'unpaid', amount_total: 2_500 });
    await test(`/checkout/sessions/${session.id}/pay`);
    const paid = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] });
    expect(paid).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      client_reference_id: 'top-up-1',
      customer_details: { email: 'ada@example.com' },
      payment_intent: { metadata: { customer: 'c1' }, transfer_group: 'g1', customer: customer.id },
    });
    const events = await stripe.events.list();
    expect(events.data.map(({ type }) => type)).toEqual([
      'checkout.session.completed',
      'payment_intent.succeeded',
      'charge.succeeded',
      'payment_intent.created',
      'customer.created',
    ]);
    expect(await test(`/checkout/sessions/${session.id}/pay`)).toHaveProperty('error');
    expect((await stripe.charges.list()).data).toHaveLength(1);
  });

  it('stays open after a declined card, and pays with the next one through the same intent', async () => {
    await using world = await openStandIn();
    const { stripe, test } = world;
    const { id } = await stripe.checkout.sessions.create(checkout);
    const declined = await test(`/checkout/sessions/${id}/pay`, { payment_method: 'pm_card_chargeDeclined' });
    expect(declined).toMatchObject({ error: { code: 'card_declined' } });
    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({ status: 'open' });
    expect(await test(`/checkout/sessions/${id}/pay`)).toMatchObject({ status: 'complete' });
    expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
  });

  it('is paid on the page its url shows, which leads back to success_url', async () => {
    await using world = await openStandIn();
    const session = await world.stripe.checkout.sessions.create(checkout);
    const url = String(session.url);
    expect(await (await fetch(url)).text()).toContain('Pay $25.00');
    const response = await fetch(url, { method: 'POST', redirect: 'manual' });
    expect(response.headers.get('location')).toBe(`http://127.0.0.1/paid?session=${session.id}`);
    const { data } = await world.stripe.checkout.sessions.list({ status: 'complete' });
    expect(data.map(({ id }) => id)).toEqual([session.id]);
  });

  it('expires by hand or by the clock', async () => {
    await using world = await openStandIn();
    const { checkout: api, events } = world.stripe;
    const early = await api.sessions.create(checkout);
    const late = await api.sessions.create(checkout);
    expect(await api.sessions.expire(early.id)).toMatchObject({ status: 'expired', url: null });
    await expect(api.sessions.expire(early.id)).rejects.toMatchObject({ statusCode: 400 });
    await world.test('/clock', { advanceSeconds: 86_401 });
    expect(await api.sessions.retrieve(late.id)).toMatchObject({ status: 'expired' });
    expect((await events.list({ type: 'checkout.session.expired' })).data).toHaveLength(2);
  });
});
