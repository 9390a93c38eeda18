import { type CustomerBalance, refuseFrozen } from './customer-balance.ts';
import { type Entry, entryOf, transferPostings } from './ledger.ts';
import { type MicroUsd, microUsdPerCent } from './money.ts';
import { type Covered, type Payment, unspentPaid } from './payment.ts';
import type { Policy } from './policy.ts';
import { Refusal } from './refusal.ts';
import type { StripeTransaction } from './stripe-match.ts';
import { microUsdOfCents } from './top-up.ts';

/**
 * Unused balance on its way back to the card it came from: one refund at Stripe, of one payment.
 *
 * pending ──Stripe made it──▶ sent ──the card refused it──▶ returned
 *    └──Stripe will never make it──▶ failed
 *
 * `pending` lasts through outages and crashes: it is written before Stripe is called.
 */
export type Refund = {
  customerId: string;
  refundId: string;
  paymentIntentId: string;
  state: 'pending' | 'sent' | 'returned' | 'failed';
  amountMicroUsd: MicroUsd;
  /** The same amount as Stripe counts it. */
  cents: number;
  /** How often Stripe refused it for a reason that passes. */
  refusals: number;
  /** Stripe's word for why it failed, was returned, or waits. */
  reason?: string;
  /** Milliseconds since the epoch. */
  createdAt: number;
  endedAt?: number;
  stripeRefundId?: string;
};

/** A refund as Stripe has it; the first two names are ours, and absent where it was made by hand. */
export type RefundSeen = {
  customerId?: string;
  refundId?: string;
  stripeRefundId: string;
  /** The payment intent of what is refunded, or its charge where it has none. */
  paymentId: string;
  status: string;
  reason?: string;
  /** What moved the balance; absent until it did. */
  transaction?: StripeTransaction;
  /** What moved it back when the card refused. */
  failure?: StripeTransaction;
};

/** One commit takes so many. */
const paymentsAtOnce = 20;

type Wanted = { amountMicroUsd: MicroUsd | undefined; now: number };
export type RefundPart = Pick<Refund, 'paymentIntentId' | 'amountMicroUsd' | 'cents'>;

/**
 * What to refund of which payment, latest first: unspent paid money, whole cents, each payment within the time its
 * card takes it back and not beyond what is left of it. Undefined wants all there is. Refuses with account_frozen and
 * with refund_refused, telling how much could be refunded.
 */
export function planRefund(
  balance: CustomerBalance,
  payments: readonly Payment[],
  { refundSeconds, wanted }: Pick<Policy, 'refundSeconds'> & { wanted: Wanted },
): RefundPart[] {
  refuseFrozen(balance);
  const takeable = payments
    .filter(({ paidAt }) => paidAt + refundSeconds * 1_000 > wanted.now)
    .sort((a, b) => b.paidAt - a.paidAt || (a.paymentIntentId < b.paymentIntentId ? 1 : -1));
  const most = partsOf(takeable, unspentPaid(balance));
  const possible = most.reduce((sum, { amountMicroUsd }) => sum + amountMicroUsd, 0n);
  if (possible > 0n && wanted.amountMicroUsd === undefined) return most;
  if (possible > 0n && wanted.amountMicroUsd !== undefined && wanted.amountMicroUsd <= possible)
    return partsOf(takeable, wanted.amountMicroUsd);
  throw new Refusal(
    'refund_refused',
    `Of what was paid in the last ${refundSeconds / 86_400} days and is not spent, $${dollars(possible)} can be refunded at once.`,
    { param: 'amount_usd' },
  );
}

function partsOf(payments: readonly Payment[], amountMicroUsd: MicroUsd): RefundPart[] {
  const parts: RefundPart[] = [];
  let left = amountMicroUsd;
  for (const { paymentIntentId, grossMicroUsd, takenBackMicroUsd } of payments) {
    const ofPayment = grossMicroUsd - takenBackMicroUsd;
    const cents = (ofPayment < left ? ofPayment : left) / microUsdPerCent;
    if (cents <= 0n || parts.length === paymentsAtOnce) continue;
    parts.push({ paymentIntentId, amountMicroUsd: cents * microUsdPerCent, cents: Number(cents) });
    left -= cents * microUsdPerCent;
  }
  return parts;
}

const dollars = (microUsd: MicroUsd) => (Number(microUsd / microUsdPerCent) / 100).toFixed(2);

/** What a refund of ours is known by in the ledger, and one that was made by hand at Stripe. */
export const refundKeyOf = ({ customerId, refundId }: Pick<Refund, 'customerId' | 'refundId'>): string =>
  `customer/${customerId}/refund/${refundId}`;

/** Stripe repeats its first answer to a key for 24 hours, a refusal too: another attempt goes under another key. */
export const refundIdempotencyKeyOf = ({ refundId, refusals }: Refund): string =>
  refusals === 0 ? `refund-${refundId}` : `refund-${refundId}-${refusals}`;

export const refundEntry = (refund: Refund): Entry =>
  entryOf({
    businessKey: refundKeyOf(refund),
    kind: 'refund',
    at: refund.createdAt,
    postings: transferPostings(
      `customer/${refund.customerId}`,
      `customer/${refund.customerId}/refunding`,
      refund.amountMicroUsd,
    ),
    memo: { paymentIntentId: refund.paymentIntentId, cents: refund.cents },
  });

/** Throws where Stripe's refund is not of this amount: nothing may be posted on a guess. */
export function refundSentEntry(refund: Refund, transaction: StripeTransaction, now: number): Entry {
  if (-transaction.amountMicroUsd !== refund.amountMicroUsd)
    throw new Error(
      `${refundKeyOf(refund)} is of ${refund.amountMicroUsd} micro-USD, ${transaction.id} of ${transaction.amountMicroUsd}`,
    );
  return entryOf({
    businessKey: `${refundKeyOf(refund)}/sent`,
    kind: 'refund-sent',
    at: now,
    postings: transferPostings(
      `customer/${refund.customerId}/refunding`,
      'stripe/balance',
      refund.amountMicroUsd,
    ),
    memo: { paymentIntentId: refund.paymentIntentId, balanceTransactionId: transaction.id },
  });
}

/** The money never left: it is shared as what comes back. */
export const refundFailedEntry = (
  refund: Refund,
  reason: string,
  { back, now }: { back: Covered; now: number },
): Entry =>
  entryOf({
    businessKey: `${refundKeyOf(refund)}/failed`,
    kind: 'refund-failed',
    at: now,
    postings: [
      { account: `customer/${refund.customerId}/refunding`, amountMicroUsd: -refund.amountMicroUsd },
      { account: `customer/${refund.customerId}`, amountMicroUsd: back.customersMicroUsd },
      { account: 'platform/disputes', amountMicroUsd: back.platformsMicroUsd },
    ],
    memo: { reason },
  });

/** The money is the customer's again, less what the platform bears. */
export function refundReturnedEntry(
  refund: Pick<Refund, 'customerId' | 'refundId'>,
  failure: StripeTransaction,
  { back, now }: { back: Covered; now: number },
): Entry {
  return entryOf({
    businessKey: `${refundKeyOf(refund)}/returned`,
    kind: 'refund-returned',
    at: now,
    postings: [
      { account: 'stripe/balance', amountMicroUsd: -failure.amountMicroUsd },
      { account: `customer/${refund.customerId}`, amountMicroUsd: back.customersMicroUsd },
      { account: 'platform/disputes', amountMicroUsd: back.platformsMicroUsd },
    ],
    memo: { balanceTransactionId: failure.id },
  });
}

/** A refund that somebody made at Stripe by hand: written and sent in one; what the customer has spent is the platform's loss. */
export function handMadeRefundEntries(
  { customerId, stripeRefundId }: { customerId: string; stripeRefundId: string },
  transaction: StripeTransaction,
  { covered, now }: { covered: Covered; now: number },
): Entry[] {
  const businessKey = refundKeyOf({ customerId, refundId: stripeRefundId });
  const refunding = `customer/${customerId}/refunding` as const;
  const amountMicroUsd = -transaction.amountMicroUsd;
  return [
    entryOf({
      businessKey,
      kind: 'refund',
      at: now,
      postings: [
        { account: `customer/${customerId}`, amountMicroUsd: -covered.customersMicroUsd },
        { account: 'platform/disputes', amountMicroUsd: -covered.platformsMicroUsd },
        { account: refunding, amountMicroUsd },
      ],
      memo: { stripeRefundId, madeBy: 'hand' },
    }),
    entryOf({
      businessKey: `${businessKey}/sent`,
      kind: 'refund-sent',
      at: now,
      postings: transferPostings(refunding, 'stripe/balance', amountMicroUsd),
      memo: { stripeRefundId, balanceTransactionId: transaction.id },
    }),
  ];
}

/** What Stripe's refusal of a refund means. A code that is not known here is a fault, not a "no". */
export function refundRefusalMeans(code: string | undefined): 'try-later' | 'never' | 'unknown' {
  switch (code) {
    case 'balance_insufficient':
    case 'insufficient_funds':
      return 'try-later';
    case 'charge_already_refunded':
    case 'charge_disputed':
    case 'charge_not_refundable':
    case 'amount_too_large':
    case 'refund_disputed_payment':
    case 'resource_missing':
    case 'payment_intent_unexpected_state':
      return 'never';
    default:
      return 'unknown';
  }
}

/** Dollars as a customer writes them, to the cent. */
export const microUsdOfDollars = (dollarsWanted: number): MicroUsd =>
  microUsdOfCents(Math.round(dollarsWanted * 100));
