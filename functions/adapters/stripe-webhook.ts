import type Stripe from 'stripe';
import { Refusal } from '../../shared/refusal.ts';

type Expected = { webhookSecret: string; livemode: boolean };

/** A hint that something happened to a payment; nothing in it is believed but its id. */
type StripeHint = { eventId: string; type: string; paymentIntentId?: string };

/** Stripe's own bound for the past; its library has none for the future. */
const toleranceSeconds = 300;

export function stripeWebhookOver(stripe: Stripe, { webhookSecret, livemode }: Expected) {
  return {
    /**
     * Refuses with invalid_signature whatever Stripe did not send, to us, now: a wrong signature, a time more than
     * 300 s off, an event of the other mode.
     */
    read(rawBody: string, signature: string, now: number): StripeHint {
      const event = signedEvent(stripe, { rawBody, signature, webhookSecret, now });
      if (signedAtSeconds(signature) * 1_000 > now + toleranceSeconds * 1_000)
        throw new Refusal('invalid_signature', 'This event is dated in the future.');
      if (event.livemode !== livemode)
        throw new Refusal(
          'invalid_signature',
          `This endpoint takes ${livemode ? 'live' : 'test'} events only.`,
        );
      // What happened on an owner's connected account is no payment to the platform, whatever it names.
      const paymentIntentId = event.account ? undefined : paymentIntentOf(event);
      return { eventId: event.id, type: event.type, ...(paymentIntentId && { paymentIntentId }) };
    },
  };
}

type Signed = { rawBody: string; signature: string; webhookSecret: string; now: number };

function signedEvent(stripe: Stripe, { rawBody, signature, webhookSecret, now }: Signed): Stripe.Event {
  try {
    return stripe.webhooks.constructEvent(
      rawBody,
      signature,
      webhookSecret,
      toleranceSeconds,
      undefined,
      now,
    );
  } catch {
    throw new Refusal(
      'invalid_signature',
      "The Stripe-Signature header does not fit this endpoint's secret.",
    );
  }
}

/** `t=<seconds>,v1=<hmac>`: the time is part of what was signed. */
const signedAtSeconds = (signature: string): number =>
  Number(/(?:^|,)t=(\d+)/.exec(signature)?.[1] ?? Infinity);

function paymentIntentOf(event: Stripe.Event): string | undefined {
  switch (event.type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded':
    case 'charge.succeeded':
    case 'charge.updated':
      return idOf(event.data.object.payment_intent);
    case 'payment_intent.succeeded':
      return event.data.object.id;
    default:
      return undefined;
  }
}

const idOf = (reference: string | { id: string } | null): string | undefined =>
  typeof reference === 'string' ? reference : reference?.id;
