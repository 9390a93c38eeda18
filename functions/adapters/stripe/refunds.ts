import Stripe from 'stripe';
import {
  type Refund,
  type RefundSeen,
  refundIdempotencyKeyOf,
  refundRefusalMeans,
} from '../../../shared/refund.ts';
import { refundFrom, refundParts } from './take-back-reads.ts';

/** What Stripe answered to a refund. Anything but these is thrown: the outcome is unknown and must be asked again. */
type RefundAnswer =
  | { kind: 'made'; seen: RefundSeen }
  | { kind: 'try-later'; reason: string }
  | { kind: 'never'; reason: string };

/** Money back to the cards it came from. */
export const refundsOver = (stripe: Stripe) => ({
  /**
   * Makes a refund, or finds the one that was made for it before: Stripe forgets an idempotency key after 24 hours,
   * a refund's metadata never.
   */
  async makeRefund(refund: Refund): Promise<RefundAnswer> {
    const made = await findMade(stripe, refund);
    return made ? { kind: 'made', seen: refundFrom(made) } : create(stripe, refund);
  },
});

async function findMade(
  stripe: Stripe,
  { paymentIntentId, refundId }: Refund,
): Promise<Stripe.Refund | undefined> {
  const earlier = stripe.refunds.list({
    payment_intent: paymentIntentId,
    limit: 100,
    expand: refundParts.map((part) => `data.${part}`),
  });
  for await (const each of earlier) if (each.metadata?.refundId === refundId) return each;
  return undefined;
}

async function create(stripe: Stripe, refund: Refund): Promise<RefundAnswer> {
  const { customerId, refundId, paymentIntentId, cents } = refund;
  try {
    const made = await stripe.refunds.create(
      {
        payment_intent: paymentIntentId,
        amount: cents,
        reason: 'requested_by_customer',
        metadata: { customerId, refundId },
        expand: refundParts,
      },
      { idempotencyKey: refundIdempotencyKeyOf(refund) },
    );
    return { kind: 'made', seen: refundFrom(made) };
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
    const meaning = refundRefusalMeans(error.code);
    if (meaning === 'unknown') throw error;
    return { kind: meaning, reason: error.code ?? '' };
  }
}
