import type { Policy } from './policy.ts';
import { Refusal } from './refusal.ts';

/**
 * One wish to bring money in: on a page of Stripe's, or by the saved card without the customer.
 *
 * open ──▶ processing ──▶ paid      the money is on the balance
 *   │          ├────────▶ failed    and says why
 *   └──────────┴────────▶ expired   nobody paid in time
 */
export type TopUpRecord = {
  /** Rises with each change: whoever decided on an older one is refused. */
  version: number;
  customerId: string;
  topUpId: string;
  /** Of this customer's top-ups, from 1: each is begun knowing all before it. */
  topUpNo: number;
  kind: 'checkout' | 'automatic';
  state: 'open' | 'processing' | 'paid' | 'failed' | 'expired';
  cents: number;
  stripeCustomerId: string;
  /** The card is kept for automatic top-ups. */
  savesCard?: true;
  /** Of an automatic one: the card that is charged. */
  paymentMethodId?: string;
  sessionId?: string;
  /** Where it is paid, while it can be. */
  url?: string;
  paymentIntentId?: string;
  /** Of one that has not ended: why its payment is being closed, since a closed one does not say so any more. */
  failure?: TopUpFailure;
  /** Milliseconds since the epoch. */
  createdAt: number;
  endedAt?: number;
};

/** Stripe's own code and words; `needsAuthentication`: the card's bank wants its holder there (3-D Secure). */
export type TopUpFailure = { code: string; message: string; needsAuthentication?: true };

/** A payment intent, as far as a top-up depends on it. */
export type IntentSeen = {
  paymentIntentId: string;
  status: string;
  error?: { code: string; declineCode?: string; message: string };
};

/** What Stripe has of a top-up when it is asked. Nothing: it never heard of it. */
export type TopUpSeen = {
  session?: {
    sessionId: string;
    status: 'open' | 'complete' | 'expired';
    url?: string;
  };
  intent?: IntentSeen;
  /** It would not even begin the payment, and never will. */
  refusal?: TopUpFailure;
};

export const isEnded = ({ state }: Pick<TopUpRecord, 'state'>): boolean =>
  state === 'paid' || state === 'failed' || state === 'expired';

/** What Stripe still does not know after so long it will never know: the call that would have told it is over. */
const unheardMillis = 15 * 60_000;

/**
 * The record as Stripe's word makes it. `isCredited`: its payment is in the ledger; without that nothing is paid. An
 * ended one never changes.
 */
export function topUpAfter(
  record: TopUpRecord,
  seen: TopUpSeen,
  { isCredited, now }: { isCredited: boolean; now: number },
): TopUpRecord {
  if (isEnded(record)) return record;
  const known = withNames(record, seen);
  if (isCredited) return { ...known, state: 'paid', endedAt: now };
  const failure = seen.refusal ?? (seen.intent && failureOf(seen.intent, record.failure));
  const failed = failure && ({ ...known, state: 'failed', failure, endedAt: now } as const);
  if (record.kind === 'automatic') return failed ?? processing(known);
  switch (seen.session?.status) {
    case 'expired':
      return { ...known, state: 'expired', endedAt: now };
    case 'complete':
      return failed ?? processing(known);
    case 'open':
      return { ...known, ...(seen.session.url && { url: seen.session.url }) };
    default:
      return now - record.createdAt > unheardMillis ? { ...record, state: 'expired', endedAt: now } : record;
  }
}

/** Nothing can be paid on a page that is known no more. */
function withNames(
  { url: _url, failure: _failure, ...record }: TopUpRecord,
  { session, intent }: TopUpSeen,
): TopUpRecord {
  return {
    ...record,
    ...(session && { sessionId: session.sessionId }),
    ...(intent && { paymentIntentId: intent.paymentIntentId }),
  };
}

const processing = (record: TopUpRecord): TopUpRecord => ({ ...record, state: 'processing' });

/** Undefined while the payment may still succeed without anybody's doing. `before`: why it was closed, if it was by us. */
export function failureOf({ status, error }: IntentSeen, before?: TopUpFailure): TopUpFailure | undefined {
  if (status === 'requires_action')
    return {
      code: 'authentication_required',
      message: "The card's bank wants its holder to confirm the payment.",
      needsAuthentication: true,
    };
  if (status !== 'requires_payment_method' && status !== 'canceled') return undefined;
  if (!error)
    return status === 'canceled' ? (before ?? { code: 'canceled', message: 'It was cancelled.' }) : undefined;
  const code = error.declineCode ?? error.code;
  const needsAuthentication = [error.code, error.declineCode].includes('authentication_required');
  return { code, message: error.message, ...(needsAuthentication && { needsAuthentication }) };
}

/** What a customer has brought in and is about to: the cap is held against both. */
type BroughtIn = { createdAt: number; toppedUpMicroUsd: bigint; openMicroUsd: bigint };

export type TopUpRoom = { leftMicroUsd: bigint; until: number };

/** What a new customer may still bring in, and until when that is so; undefined for one who is new no more. */
export function newCustomerRoom(
  { createdAt, toppedUpMicroUsd, openMicroUsd }: BroughtIn,
  { newCustomer }: Pick<Policy, 'newCustomer'>,
  now: number,
): TopUpRoom | undefined {
  const until = createdAt + newCustomer.seconds * 1_000;
  if (now >= until) return undefined;
  const left = newCustomer.capMicroUsd - toppedUpMicroUsd - openMicroUsd;
  return { leftMicroUsd: left > 0n ? left : 0n, until };
}

/** Refuses with top_up_refused, telling what is left and until when. */
export function refuseAboveRoom(amountMicroUsd: bigint, room: TopUpRoom | undefined): void {
  if (!room || amountMicroUsd <= room.leftMicroUsd) return;
  const left = `$${(Number(room.leftMicroUsd / 10_000n) / 100).toFixed(2)}`;
  throw new Refusal(
    'top_up_refused',
    `A new account tops up within a limit, since card payments can be taken back for weeks: ${left} is left until ${new Date(room.until).toISOString()}. What you have not paid yet counts until it expires.`,
    { param: 'amount_usd' },
  );
}
