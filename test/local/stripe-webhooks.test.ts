import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { openReceiver } from './stripe-receiver.ts';
import { onboardedAccount, openStandIn, payIn } from './stripe-stand-in.ts';

const secret = ['whsec', 'test'].join('_');

describe('webhooks', () => {
  it('carry every event with a signature that constructEvent accepts, and no other', async () => {
    await using receiver = await openReceiver();
    await using world = await openStandIn({ webhook: { url: receiver.url, secret } });
    await payIn(world.stripe, 1_000);
    await world.standIn.webhooksSettled();
    const events = receiver.received.map(({ body, signature }) =>
      Stripe.webhooks.constructEvent(body, signature, secret),
    );
    expect(events.map(({ type }) => type)).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
    ]);
    expect(events[1]).toEqual(await world.stripe.events.retrieve(String(events[1]?.id)));
    const [first] = receiver.received;
    const tampered = String(first?.body).replace('"amount":1000', '"amount":9999');
    expect(() => Stripe.webhooks.constructEvent(tampered, String(first?.signature), secret)).toThrow(
      Stripe.errors.StripeSignatureVerificationError,
    );
  });

  it('are tried again after a failure', async () => {
    await using receiver = await openReceiver([500, 503]);
    await using world = await openStandIn({ webhook: { url: receiver.url, secret } });
    const { id } = await world.stripe.customers.create({});
    await world.standIn.webhooksSettled();
    const events: Stripe.Event[] = receiver.received.map(({ body }) => JSON.parse(body));
    expect(events.map(({ data }) => data.object)).toMatchObject([{ id }, { id }, { id }]);
    expect(new Set(events.map((event) => event.id)).size).toBe(1);
  });

  it('that fail never break the API, and a target can be set later', async () => {
    await using receiver = await openReceiver();
    await using world = await openStandIn({ webhook: { url: 'http://127.0.0.1:1/', secret } });
    const { id } = await world.stripe.customers.create({});
    world.standIn.setWebhook({ url: receiver.url, secret });
    await world.standIn.webhooksSettled();
    expect(receiver.received.map(({ body }) => JSON.parse(body).data.object.id)).toEqual([id]);
  });

  it('name the connected account an event happened on', async () => {
    await using receiver = await openReceiver();
    await using world = await openStandIn({ webhook: { url: receiver.url, secret } });
    const { id } = await onboardedAccount(world);
    await world.standIn.webhooksSettled();
    const events: Stripe.Event[] = receiver.received.map(({ body }) => JSON.parse(body));
    expect(events).toMatchObject([{ type: 'account.updated', account: id, data: { object: { id } } }]);
  });

  it('are not sent for a call that was refused', async () => {
    await using receiver = await openReceiver();
    await using world = await openStandIn({ webhook: { url: receiver.url, secret } });
    const wrong = world.stripe.paymentIntents.create({
      amount: 100,
      currency: 'usd',
      confirm: true,
      payment_method: 'pm_unknown',
    });
    await expect(wrong).rejects.toMatchObject({ code: 'resource_missing', param: 'payment_method' });
    await world.standIn.webhooksSettled();
    expect(receiver.received).toEqual([]);
    expect((await world.stripe.paymentIntents.list()).data).toEqual([]);
  });
});
