import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { openReceiver } from './stripe-receiver.ts';
import { onboardedAccount, openStandIn, payIn } from './stripe-stand-in.ts';

const secretOf = (name: string) => ['whsec', name].join('_');

describe('thin events', () => {
  it('name what happened, and the SDK fetches the rest', async () => {
    await using receiver = await openReceiver();
    await using world = await openStandIn({
      webhooks: [{ url: receiver.url, secret: secretOf('thin'), payload: 'thin' }],
    });
    const { stripe } = world;
    const intent = await payIn(stripe, 1_000);
    await world.standIn.webhooksSettled();
    const notes = receiver.received.map(({ body, signature }) =>
      stripe.parseEventNotification(body, signature, secretOf('thin')),
    );
    expect(notes.map(({ type }) => type)).toEqual([
      'v1.payment_intent.created',
      'v1.charge.succeeded',
      'v1.payment_intent.succeeded',
    ]);
    const note = notes[2] as Stripe.V2.Core.Events.V1PaymentIntentSucceededEventNotification;
    expect(note).toMatchObject({
      object: 'v2.core.event',
      livemode: false,
      related_object: { id: intent.id, type: 'payment_intent', url: `/v1/payment_intents/${intent.id}` },
    });
    expect(await note.fetchRelatedObject()).toMatchObject({ id: intent.id, status: 'succeeded' });
    const event = await note.fetchEvent();
    expect(event).toMatchObject({ id: note.id, snapshot_event: expect.stringMatching(/^evt_/) });
    expect(await stripe.events.retrieve(String(event.snapshot_event))).toMatchObject({
      type: 'payment_intent.succeeded',
    });
  });

  it('of connected accounts carry their account as context, which fetches from there', async () => {
    await using receiver = await openReceiver();
    await using world = await openStandIn({
      webhooks: [{ url: receiver.url, secret: secretOf('thin'), payload: 'thin', from: 'connected' }],
    });
    const { stripe } = world;
    await payIn(stripe, 10_000);
    const { id } = await onboardedAccount(world);
    await stripe.transfers.create({ amount: 500, currency: 'usd', destination: id });
    const payout = await stripe.payouts.create({ amount: 500, currency: 'usd' }, { stripeAccount: id });
    await world.standIn.webhooksSettled();
    const notes = receiver.received.map(({ body, signature }) =>
      stripe.parseEventNotification(body, signature, secretOf('thin')),
    );
    expect(notes.map(({ type, context }) => [type, context?.toString()])).toEqual([
      ['v1.account.updated', id],
      ['v1.payout.created', id],
      ['v1.payout.paid', id],
    ]);
    const paid = notes[2] as Stripe.V2.Core.Events.V1PayoutPaidEventNotification;
    expect(await paid.fetchRelatedObject()).toMatchObject({ id: payout.id, status: 'paid' });
  });

  it('are listed by type, object and time, page by page', async () => {
    await using world = await openStandIn();
    const { stripe } = world;
    const intents: string[] = [];
    for (let count = 0; count < 5; count += 1) intents.push((await payIn(stripe, 1_000)).id);
    const types = ['v1.payment_intent.succeeded'];
    const seen: string[] = [];
    for await (const event of stripe.v2.core.events.list({ types, limit: 2 })) {
      const subject = 'related_object' in event ? event.related_object : undefined;
      seen.push(subject && 'id' in subject ? String(subject.id) : 'of nothing');
    }
    expect(seen).toEqual(intents.reverse());
    const ofOne = await stripe.v2.core.events.list({ object_id: String(intents[0]) });
    expect(ofOne.data).toHaveLength(2);
  });
});
