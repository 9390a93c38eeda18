import Stripe from 'stripe';
import { z } from 'zod';
import { Refusal } from '../../shared/refusal.ts';
import { type StripeSubject, subjectOfEvent } from '../../shared/stripe-subject.ts';

/** Where Stripe sends what happened on the platform's own account, and what happened on connected ones. */
export type StripeEndpoint = 'platform' | 'connected';
export type StripeWebhookSecrets = Record<StripeEndpoint, string>;

/** That something happened; nothing in it is believed but what it names. */
export type StripeNotice = {
  eventId: string;
  type: string;
  /** The connected account that it happened on. */
  account?: string;
  /** Absent where nothing in the ledger can follow from it. */
  subject?: StripeSubject;
};

/** Stripe's own bound for the past; its library has none for the future. */
const toleranceSeconds = 300;

type Expected = { secrets: StripeWebhookSecrets; livemode: boolean };

export function stripeWebhookOver({ secrets, livemode }: Expected) {
  return {
    /**
     * Refuses with invalid_signature whatever Stripe did not send, to this endpoint, now: a wrong signature, a time
     * more than 300 s off, an event of the other mode, an account's at the platform's endpoint or the reverse.
     */
    read(endpoint: StripeEndpoint, { rawBody, signature, now }: Delivered): StripeNotice {
      verify({ rawBody, signature, now }, secrets[endpoint]);
      const event = eventIn(rawBody);
      if (event.livemode !== livemode)
        throw notOurs(`This endpoint takes ${livemode ? 'live' : 'test'} events only.`);
      if ((event.account !== undefined) !== (endpoint === 'connected'))
        throw notOurs(`This endpoint takes events of ${accountsOf[endpoint]} only.`);
      const subject = subjectOfEvent(event.type, event.about, event.account);
      const { id: eventId, type, account } = event;
      return { eventId, type, ...(account !== undefined && { account }), ...(subject && { subject }) };
    },
  };
}

type Delivered = { rawBody: string; signature: string; now: number };

const accountsOf = { platform: 'the platform itself', connected: 'connected accounts' };

const notOurs = (why: string) => new Refusal('invalid_signature', why);

function verify({ rawBody, signature, now }: Delivered, secret: string): void {
  const isGenuine = (): boolean => {
    try {
      const crypto = Stripe.createNodeCryptoProvider();
      const verified = Stripe.webhooks.signature?.verifyHeader(
        rawBody,
        signature,
        secret,
        toleranceSeconds,
        crypto,
        now,
      );
      return verified === true;
    } catch {
      return false;
    }
  };
  if (!isGenuine()) throw notOurs("The Stripe-Signature header does not fit this endpoint's secret.");
  if (signedAtSeconds(signature) * 1_000 > now + toleranceSeconds * 1_000)
    throw notOurs('This event is dated in the future.');
}

/** `t=<seconds>,v1=<hmac>`: the time is part of what was signed. With two times it is not known which was: as good as never. */
function signedAtSeconds(signature: string): number {
  const [first, ...others] = signature.matchAll(/(?:^|,)t=(\d+)/g);
  return others.length > 0 ? Infinity : Number(first?.[1] ?? Infinity);
}

const reference = z
  .union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)])
  .nullish()
  .transform((id) => id ?? undefined);

/** With the object as it was then, of which only the names are read. */
const snapshotEvent = z
  .object({
    object: z.literal('event'),
    id: z.string(),
    type: z.string(),
    livemode: z.boolean(),
    account: z.string().optional(),
    data: z.object({
      object: z.object({ object: z.string(), id: z.string().optional(), payment_intent: reference }),
    }),
  })
  .transform(({ data: { object }, ...event }) => ({
    ...event,
    about: { object: object.object, id: object.id, paymentIntentId: object.payment_intent },
  }));

/** With the object's name alone. A connected account stands last in its context. */
const thinEvent = z
  .object({
    object: z.literal('v2.core.event'),
    id: z.string(),
    type: z.string(),
    livemode: z.boolean(),
    context: z.string().nullish(),
    related_object: z.object({ id: z.string().optional(), type: z.string() }).nullish(),
  })
  .transform(({ context, related_object, ...event }) => ({
    ...event,
    account: context?.split('/').at(-1),
    about: { object: related_object?.type ?? '', id: related_object?.id, paymentIntentId: undefined },
  }));

const anyEvent = z.union([snapshotEvent, thinEvent]);

function eventIn(rawBody: string): z.infer<typeof anyEvent> {
  const { success, data } = anyEvent.safeParse(jsonOf(rawBody));
  if (!success) throw new Refusal('invalid_request', 'This is no event of Stripe.');
  return data;
}

/** Signed by Stripe, yet no JSON: not an event. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
