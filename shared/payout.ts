import { type Entry, entryOf, transferPostings } from './ledger.ts';
import { type MicroUsd, microUsdPerCent } from './money.ts';
import type { Policy } from './policy.ts';

/**
 * What an owner is sent at once.
 *
 * pending ──Stripe made the transfer──▶ paid
 *    └──Stripe will never make it──▶ failed (the money is the owner's again, and waits for the next one)
 *
 * `pending` lasts through outages, empty balances and crashes: it is written before Stripe is called.
 */
export type Payout = {
  ownerId: string;
  /** Counts from 1, per owner, without gaps. */
  payoutNo: number;
  state: 'pending' | 'paid' | 'failed';
  amountMicroUsd: MicroUsd;
  /** The same amount as Stripe counts it. */
  cents: number;
  /** How often Stripe refused it for a reason that passes. */
  refusals: number;
  /** Stripe's code of the last refusal. */
  reason?: string;
  createdAt: number;
  paidAt?: number;
  stripeTransferId?: string;
};

/** A transfer as it stands at Stripe. */
export type Transfer = {
  transferId: string;
  balanceTransactionId: string;
  amountMicroUsd: MicroUsd;
  stripeAccountId: string;
};

type Payable = {
  ownerId: string;
  lastPayoutNo: number;
  releasedMicroUsd: MicroUsd;
  inTransitMicroUsd: MicroUsd;
};

const leastMicroUsd = microUsdPerCent;

/**
 * The owner's next payout, or undefined where there is none to make: whole cents of what is released, the rest is
 * carried. One at a time: Stripe charges per payout, and what can't be sent now would only pile up.
 */
export function nextPayout(
  owner: Payable,
  { payoutThresholdMicroUsd }: Pick<Policy, 'payoutThresholdMicroUsd'>,
  now: number,
): Payout | undefined {
  const threshold = payoutThresholdMicroUsd > leastMicroUsd ? payoutThresholdMicroUsd : leastMicroUsd;
  if (owner.releasedMicroUsd < threshold || owner.inTransitMicroUsd > 0n) return undefined;
  const cents = owner.releasedMicroUsd / microUsdPerCent;
  return {
    ownerId: owner.ownerId,
    payoutNo: owner.lastPayoutNo + 1,
    state: 'pending',
    amountMicroUsd: cents * microUsdPerCent,
    cents: Number(cents),
    refusals: 0,
    createdAt: now,
  };
}

const keyOf = ({ ownerId, payoutNo }: Payout) => `owner/${ownerId}/payout/${payoutNo}`;

/** By it the transfer is found again at Stripe, however long ago it was made. */
export const transferGroupOf = ({ ownerId, payoutNo }: Payout): string => `payout-${ownerId}-${payoutNo}`;

/**
 * Stripe repeats its first answer to a key for 24 hours, a refusal too: so a payout keeps its key while the outcome
 * is unknown, and gets another one only after a definite refusal.
 */
export const idempotencyKeyOf = (payout: Payout): string =>
  payout.refusals === 0 ? transferGroupOf(payout) : `${transferGroupOf(payout)}-${payout.refusals}`;

export const payoutEntry = (payout: Payout): Entry =>
  entryOf({
    businessKey: keyOf(payout),
    kind: 'payout',
    at: payout.createdAt,
    postings: transferPostings(
      `owner/${payout.ownerId}/released`,
      `owner/${payout.ownerId}/in-transit`,
      payout.amountMicroUsd,
    ),
    memo: { cents: payout.cents },
  });

/** Throws where Stripe's transfer is not of this payout's amount: nothing may be posted on a guess. */
export function payoutSentEntry(payout: Payout, transfer: Transfer, now: number): Entry {
  if (transfer.amountMicroUsd !== payout.amountMicroUsd)
    throw new Error(
      `${keyOf(payout)} is of ${payout.amountMicroUsd} micro-USD, ${transfer.transferId} of ${transfer.amountMicroUsd}`,
    );
  const { transferId, balanceTransactionId } = transfer;
  return entryOf({
    businessKey: `${keyOf(payout)}/sent`,
    kind: 'payout-sent',
    at: now,
    postings: transferPostings(`owner/${payout.ownerId}/in-transit`, 'stripe/balance', payout.amountMicroUsd),
    memo: { transferId, balanceTransactionId },
  });
}

export const payoutFailedEntry = (payout: Payout, reason: string, now: number): Entry =>
  entryOf({
    businessKey: `${keyOf(payout)}/failed`,
    kind: 'payout-failed',
    at: now,
    postings: transferPostings(
      `owner/${payout.ownerId}/in-transit`,
      `owner/${payout.ownerId}/released`,
      payout.amountMicroUsd,
    ),
    memo: { reason },
  });

/** What Stripe's refusal of a transfer means for its payout. A code that is not known here is a fault, not a "no". */
export function refusalMeans(code: string | undefined): 'try-later' | 'never' | 'unknown' {
  switch (code) {
    // The platform's own balance is not available yet; the owner has not finished Stripe's onboarding.
    case 'balance_insufficient':
    case 'insufficient_capabilities_for_transfer':
      return 'try-later';
    case 'account_closed':
    case 'account_invalid':
    case 'no_account':
    case 'resource_missing':
    case 'transfers_not_allowed':
      return 'never';
    default:
      return 'unknown';
  }
}
