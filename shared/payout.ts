import { type Account, type Entry, entryOf, type Posting, transferPostings } from './ledger.ts';
import { type MicroUsd, microUsdPerCent } from './money.ts';

/**
 * What an owner or beneficiary is sent at once.
 *
 * pending ──Stripe made the transfer──▶ paid (what is taken back of it later is counted in `reversedMicroUsd`)
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
  /** The run that made it, and what it was made for: a payee is sent one transfer a period. Absent: from before runs. */
  runId?: string;
  period?: string;
  state: 'pending' | 'paid' | 'failed';
  /** What is sent. */
  amountMicroUsd: MicroUsd;
  /** The same amount as Stripe counts it. */
  cents: number;
  /** What goes to the tax office instead; with `amountMicroUsd` it is what the payee was owed. */
  withheldMicroUsd: MicroUsd;
  /** What came back of it after it was paid: never above the amount. */
  reversedMicroUsd: MicroUsd;
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

/** A transfer of which nothing came back, as Stripe's list of movements tells of it: which payout it was made for. */
export type SentTransfer = Pick<Payout, 'ownerId' | 'payoutNo'> &
  Pick<Transfer, 'transferId' | 'balanceTransactionId'>;

type Paying = {
  ownerId: string;
  beneficiaryId?: string;
  lastPayoutNo: number;
  /** What the payee is owed: whole cents of it are paid, the rest is carried. */
  grossMicroUsd: MicroUsd;
  withholdingPercent: number;
  runId: string;
  period: string;
  now: number;
};

/** Undefined where less than a cent would be sent. What is withheld is in whole cents too, rounded down. */
export function payoutOf({ grossMicroUsd, withholdingPercent, now, ...paying }: Paying): Payout | undefined {
  const gross = grossMicroUsd / microUsdPerCent;
  const withheld = (gross * BigInt(withholdingPercent)) / 100n;
  const cents = gross - withheld;
  if (cents < 1n) return undefined;
  return {
    ownerId: paying.ownerId,
    ...(paying.beneficiaryId !== undefined && { beneficiaryId: paying.beneficiaryId }),
    payoutNo: paying.lastPayoutNo + 1,
    runId: paying.runId,
    period: paying.period,
    state: 'pending',
    amountMicroUsd: cents * microUsdPerCent,
    cents: Number(cents),
    withheldMicroUsd: withheld * microUsdPerCent,
    reversedMicroUsd: 0n,
    refusals: 0,
    createdAt: now,
  };
}

/** What the payee was owed of it: sent and withheld. */
export const grossOf = ({ amountMicroUsd, withheldMicroUsd }: Payout): MicroUsd =>
  amountMicroUsd + withheldMicroUsd;

/** Whose account of this name it is paid from. */
const accountOf = ({ ownerId, beneficiaryId }: Payout, name: 'released' | 'in-transit'): Account =>
  beneficiaryId === undefined
    ? `owner/${ownerId}/${name}`
    : `owner/${ownerId}/beneficiary/${beneficiaryId}/${name}`;

const payoutKeyOf = ({ ownerId, payoutNo }: Pick<Payout, 'ownerId' | 'payoutNo'>): string =>
  `owner/${ownerId}/payout/${payoutNo}`;

export const payoutSentKeyOf = (payout: Pick<Payout, 'ownerId' | 'payoutNo'>): string =>
  `${payoutKeyOf(payout)}/sent`;

/** By it the transfer is found again at Stripe, however long ago it was made. */
export const transferGroupOf = ({ ownerId, payoutNo }: Payout): string => `payout-${ownerId}-${payoutNo}`;

/**
 * Stripe repeats its first answer to a key for 24 hours, a refusal too: so a payout keeps its key while the outcome
 * is unknown, and gets another one only after a definite refusal.
 */
export const idempotencyKeyOf = (payout: Payout): string =>
  payout.refusals === 0 ? transferGroupOf(payout) : `${transferGroupOf(payout)}-${payout.refusals}`;

/** What was owed is on its way, and what is withheld is the tax office's. */
export const payoutEntry = (payout: Payout): Entry =>
  entryOf({
    businessKey: payoutKeyOf(payout),
    kind: 'payout',
    at: payout.createdAt,
    postings: [
      { account: accountOf(payout, 'released'), amountMicroUsd: -grossOf(payout) },
      { account: accountOf(payout, 'in-transit'), amountMicroUsd: payout.amountMicroUsd },
      { account: 'tax/withheld', amountMicroUsd: payout.withheldMicroUsd },
    ],
    memo: {
      cents: payout.cents,
      ...(payout.runId !== undefined && { runId: payout.runId }),
      ...(payout.period !== undefined && { period: payout.period }),
    },
  });

/** Throws where Stripe's transfer is not of this payout's amount: nothing may be posted on a guess. */
export function payoutSentEntry(payout: Payout, transfer: Transfer, now: number): Entry {
  if (transfer.amountMicroUsd !== payout.amountMicroUsd)
    throw new Error(
      `${payoutKeyOf(payout)} is of ${payout.amountMicroUsd} micro-USD, ${transfer.transferId} of ${transfer.amountMicroUsd}`,
    );
  const { transferId, balanceTransactionId } = transfer;
  return entryOf({
    businessKey: payoutSentKeyOf(payout),
    kind: 'payout-sent',
    at: now,
    postings: transferPostings(accountOf(payout, 'in-transit'), 'stripe/balance', payout.amountMicroUsd),
    memo: { transferId, balanceTransactionId },
  });
}

export const payoutFailedEntry = (payout: Payout, reason: string, now: number): Entry =>
  entryOf({
    businessKey: `${payoutKeyOf(payout)}/failed`,
    kind: 'payout-failed',
    at: now,
    postings: [
      { account: accountOf(payout, 'in-transit'), amountMicroUsd: -payout.amountMicroUsd },
      { account: 'tax/withheld', amountMicroUsd: -payout.withheldMicroUsd },
      { account: accountOf(payout, 'released'), amountMicroUsd: grossOf(payout) },
    ],
    memo: { reason },
  });

/** What came back of a transfer. */
export type Reversal = {
  reversalId: string;
  transferId: string;
  balanceTransactionId: string;
  amountMicroUsd: MicroUsd;
  /** The taking back that asked for it; absent: somebody reversed it at Stripe. */
  takeBackNo?: number;
};

/**
 * What came back settles what the owner owes, as much of it as `settledMicroUsd`; the rest is the payee's again, and
 * payable.
 */
export function payoutReversedEntry(
  payout: Payout,
  reversal: Reversal,
  { settledMicroUsd, now }: { settledMicroUsd: MicroUsd; now: number },
): Entry {
  const { reversalId, transferId, balanceTransactionId, amountMicroUsd } = reversal;
  const postings: Posting[] = [
    { account: 'stripe/balance', amountMicroUsd: -amountMicroUsd },
    { account: `owner/${payout.ownerId}/receivable`, amountMicroUsd: settledMicroUsd },
    { account: accountOf(payout, 'released'), amountMicroUsd: amountMicroUsd - settledMicroUsd },
  ];
  return entryOf({
    businessKey: `${payoutKeyOf(payout)}/reversed/${reversalId}`,
    kind: 'payout-reversed',
    at: now,
    postings,
    memo: { reversalId, transferId, balanceTransactionId },
  });
}

/** Tried again ever less often, an hour apart at most. */
export const nextAttemptAt = ({ refusals }: Pick<Payout, 'refusals'>, now: number): number =>
  now + Math.min(60, 2 ** refusals) * 60_000;

/** Stripe remembers a key for 24 hours at least; before that it alone keeps a second transfer from being made. */
export const mayKeyBeForgotten = ({ createdAt }: Pick<Payout, 'createdAt'>, now: number): boolean =>
  now - createdAt > 20 * 3_600_000;

/**
 * Whether a payout has waited too long for what its account's holder must mend. An empty balance is the platform's own
 * trouble, and no payout fails of it.
 */
export const isStuck = (
  { createdAt }: Pick<Payout, 'createdAt'>,
  reason: string,
  { now, payoutWaitSeconds }: { now: number; payoutWaitSeconds: number },
): boolean => reason !== 'balance_insufficient' && now - createdAt > payoutWaitSeconds * 1_000;

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
