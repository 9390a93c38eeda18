import Stripe from 'stripe';
import type { IntentSeen, TopUpRecord, TopUpSeen } from '../../../shared/top-up-record.ts';
import { findIdOf } from './reading.ts';

/** Stripe's clock and ours may differ by so much. */
const skewSeconds = 600;

/** What became of top-ups, as Stripe has them now. */
export function topUpReadsOver(stripe: Stripe) {
  return {
    /** What Stripe has of a top-up, found by its own id or among what the customer did since. */
    seeTopUp: (record: TopUpRecord): Promise<TopUpSeen> =>
      record.kind === 'automatic' ? seeIntent(stripe, record) : seeSession(stripe, record),

    /** Which record of ours a payment was asked for by; undefined where by none. */
    async findTopUpName(
      paymentIntentId: string,
    ): Promise<{ customerId: string; topUpId: string } | undefined> {
      const { metadata } = await stripe.paymentIntents.retrieve(paymentIntentId);
      const { customerId, topUpId } = metadata;
      return customerId && topUpId ? { customerId, topUpId } : undefined;
    },
  };
}

/** Top-ups from saved cards. */
export function topUpsOver(stripe: Stripe) {
  return {
    /**
     * Charges the saved card without its holder, once: what an earlier call made is found. Whatever Stripe answers is
     * an answer, a refusal too; what is thrown is an outage, after which it must be asked again.
     */
    async chargeSavedCard(record: TopUpRecord): Promise<TopUpSeen> {
      const found = await findIntent(stripe, record);
      if (found) return { intent: intentFrom(found) };
      try {
        return { intent: intentFrom(await createIntent(stripe, record)) };
      } catch (error) {
        return answerIn(error);
      }
    },

    /** A failed payment is closed for good: nobody can finish it beside another one. */
    async cancelIntent({ paymentIntentId, status }: IntentSeen): Promise<void> {
      if (status !== 'canceled') await stripe.paymentIntents.cancel(paymentIntentId);
    },
  };
}

function createIntent(stripe: Stripe, record: TopUpRecord): Promise<Stripe.PaymentIntent> {
  const { customerId, topUpId, cents, stripeCustomerId, paymentMethodId } = record;
  if (paymentMethodId === undefined) throw new Error(`top-up ${topUpId} has no card to charge`);
  return stripe.paymentIntents.create(
    {
      amount: cents,
      currency: 'usd',
      customer: stripeCustomerId,
      payment_method: paymentMethodId,
      allowed_payment_method_types: ['card'],
      off_session: true,
      confirm: true,
      description: 'Parkade prepaid balance',
      metadata: { customerId, topUpId },
    },
    { idempotencyKey: `top-up-${topUpId}` },
  );
}

/** A declined card leaves its intent; a card that is not there any more leaves none. */
function answerIn(error: unknown): TopUpSeen {
  if (error instanceof Stripe.errors.StripeCardError && error.payment_intent)
    return { intent: intentFrom(error.payment_intent) };
  if (error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode !== 409)
    return { refusal: { code: error.code ?? 'invalid_request', message: error.message } };
  throw error;
}

async function seeSession(stripe: Stripe, record: TopUpRecord): Promise<TopUpSeen> {
  const session = await findSession(stripe, record);
  if (!session) return {};
  const intentId = findIdOf(session.payment_intent);
  const intent = intentId === undefined ? undefined : await stripe.paymentIntents.retrieve(intentId);
  const { id: sessionId, url } = session;
  return {
    session: { sessionId, status: statusOf(session), ...(url && { url }) },
    ...(intent && { intent: intentFrom(intent) }),
  };
}

function statusOf({ status }: Stripe.Checkout.Session): 'open' | 'complete' | 'expired' {
  switch (status) {
    case 'complete':
      return 'complete';
    case 'expired':
      return 'expired';
    default:
      return 'open';
  }
}

async function findSession(
  stripe: Stripe,
  { sessionId, stripeCustomerId, topUpId, createdAt }: TopUpRecord,
): Promise<Stripe.Checkout.Session | undefined> {
  if (sessionId !== undefined) return stripe.checkout.sessions.retrieve(sessionId);
  const sessions = stripe.checkout.sessions.list({
    customer: stripeCustomerId,
    created: { gte: sinceSeconds(createdAt) },
    limit: 100,
  });
  for await (const session of sessions) if (session.metadata?.topUpId === topUpId) return session;
  return undefined;
}

async function seeIntent(stripe: Stripe, record: TopUpRecord): Promise<TopUpSeen> {
  const intent = await findIntent(stripe, record);
  return intent ? { intent: intentFrom(intent) } : {};
}

async function findIntent(
  stripe: Stripe,
  { paymentIntentId, stripeCustomerId, topUpId, createdAt }: TopUpRecord,
): Promise<Stripe.PaymentIntent | undefined> {
  if (paymentIntentId !== undefined) return stripe.paymentIntents.retrieve(paymentIntentId);
  const intents = stripe.paymentIntents.list({
    customer: stripeCustomerId,
    created: { gte: sinceSeconds(createdAt) },
    limit: 100,
  });
  for await (const intent of intents) if (intent.metadata.topUpId === topUpId) return intent;
  return undefined;
}

const sinceSeconds = (at: number) => Math.floor(at / 1_000) - skewSeconds;

function intentFrom({ id, status, last_payment_error }: Stripe.PaymentIntent): IntentSeen {
  if (!last_payment_error) return { paymentIntentId: id, status };
  const { code = 'card_error', decline_code, message = 'The payment was refused.' } = last_payment_error;
  return {
    paymentIntentId: id,
    status,
    error: { code, message, ...(decline_code && { declineCode: decline_code }) },
  };
}
