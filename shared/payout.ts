import { type Account, type Entry, entryOf, transferPostings } from './ledger.ts';
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
  /** Whose share it is, where the owner's earnings are split (shared/beneficiaries.ts). Absent: the owner's, unsplit. */
  beneficiaryId?: string;
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
  beneficiaryId?: string;
  lastPayoutNo: number;
  releasedMicroUsd: MicroUsd;
  inTransitMicroUsd: MicroUsd;
};

const leastMicroUsd = microUsdPerCent;

/**
 * The next payout of an owner or beneficiary, or undefined where there is none to make: whole cents of what is
 * released, the rest is carried. One at a time: Stripe charges per payout, and what can't be sent now would only pile up.
 */
export function nextPayout(
  payee: Payable,
  { payoutThresholdMicroUsd }: Pick<Policy, 'payoutThresholdMicroUsd'>,
  now: number,
): Payout | undefined {
  const threshold = payoutThresholdMicroUsd > leastMicroUsd ? payoutThresholdMicroUsd : leastMicroUsd;
  if (payee.releasedMicroUsd < threshold || payee.inTransitMicroUsd > 0n) return undefined;
  const cents = payee.releasedMicroUsd / microUsdPerCent;
  return {
    ownerId: payee.ownerId,
    ...(payee.beneficiaryId !== undefined && { beneficiaryId: payee.beneficiaryId }),
    payoutNo: payee.lastPayoutNo + 1,
    state: 'pending',
    amountMicroUsd: cents * microUsdPerCent,
    cents: Number(cents),
    refusals: 0,
    createdAt: now,
  };
}

/** Whose account of this name it is paid from. */
const accountOf = ({ ownerId, beneficiaryId }: Payout, name: 'released' | 'in-transit'): Account =>
  beneficiaryId === undefined
    ? `owner/${ownerId}/${name}`
    : `owner/${ownerId}/beneficiary/${beneficiaryId}/${name}`;

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
      accountOf(payout, 'released'),
      accountOf(payout, 'in-transit'),
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
    postings: transferPostings(accountOf(payout, 'in-transit'), 'stripe/balance', payout.amountMicroUsd),
    memo: { transferId, balanceTransactionId },
  });
}

export const payoutFailedEntry = (payout: Payout, reason: string, now: number): Entry =>
  entryOf({
    businessKey: `${keyOf(payout)}/failed`,
    kind: 'payout-failed',
    at: now,
    postings: transferPostings(
      accountOf(payout, 'in-transit'),
      accountOf(payout, 'released'),
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
