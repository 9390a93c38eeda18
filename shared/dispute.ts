import { type Entry, entryOf, transferPostings } from './ledger.ts';
import type { MicroUsd } from './money.ts';
import type { Covered } from './payment.ts';
import type { StripeTransaction } from './stripe-match.ts';

/** A dispute as Stripe has it: its state, and every movement of money that it caused. */
export type DisputeSeen = {
  disputeId: string;
  /** The payment intent of what is disputed, or its charge where it has none. */
  paymentId: string;
  chargeId: string;
  reason: string;
  status: string;
  createdAt: number;
  transactions: readonly StripeTransaction[];
};

/**
 * What is kept of a dispute that took money; an inquiry takes none.
 *
 * open ──▶ won   all of it came back, or as much as ever will
 *    └───▶ lost  the customer stays frozen until finance lifts it
 */
export type Dispute = {
  customerId: string;
  disputeId: string;
  paymentIntentId: string;
  reason: string;
  state: 'open' | 'won' | 'lost';
  createdAt: number;
  closedAt?: number;
};

/** What withdrew money, in the order of Stripe's clock. */
export const withdrawalsOf = ({ transactions }: DisputeSeen): StripeTransaction[] =>
  transactions.filter(({ amountMicroUsd }) => amountMicroUsd < 0n).sort(byTime);

export const reinstatementsOf = ({ transactions }: DisputeSeen): StripeTransaction[] =>
  transactions.filter(({ amountMicroUsd }) => amountMicroUsd > 0n).sort(byTime);

const byTime = (a: StripeTransaction, b: StripeTransaction) =>
  a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);

export const withdrawnEntry = (
  { disputeId, chargeId }: DisputeSeen,
  customerId: string,
  { transaction, now }: { transaction: StripeTransaction; now: number },
): Entry =>
  entryOf({
    businessKey: `dispute/${disputeId}/withdrawn/${transaction.id}`,
    kind: 'dispute-withdrawn',
    at: now,
    postings: transferPostings(`dispute/${disputeId}`, 'stripe/balance', -transaction.amountMicroUsd),
    memo: { customerId, chargeId, balanceTransactionId: transaction.id },
  });

export const reinstatedEntry = (
  { disputeId, chargeId }: DisputeSeen,
  customerId: string,
  { transaction, now }: { transaction: StripeTransaction; now: number },
): Entry =>
  entryOf({
    businessKey: `dispute/${disputeId}/reinstated/${transaction.id}`,
    kind: 'dispute-reinstated',
    at: now,
    postings: transferPostings('stripe/balance', `dispute/${disputeId}`, transaction.amountMicroUsd),
    memo: { customerId, chargeId, balanceTransactionId: transaction.id },
  });

/** How a dispute ended and what never comes back of it; undefined while it is open, or won with the money still to come. */
export function closingOf(
  seen: DisputeSeen,
): { state: Exclude<Dispute['state'], 'open'>; lostMicroUsd: MicroUsd } | undefined {
  const kept = seen.transactions.reduce((sum, { amountMicroUsd }) => sum - amountMicroUsd, 0n);
  if (seen.status === 'lost') return { state: 'lost', lostMicroUsd: kept };
  const isBack = seen.status === 'won' && reinstatementsOf(seen).length > 0;
  return isBack ? { state: 'won', lostMicroUsd: kept } : undefined;
}

export const disputeLostEntry = (
  { disputeId, customerId }: Pick<Dispute, 'disputeId' | 'customerId'>,
  { customersMicroUsd, platformsMicroUsd }: Covered,
  now: number,
): Entry =>
  entryOf({
    businessKey: `dispute/${disputeId}/lost`,
    kind: 'dispute-lost',
    at: now,
    postings: [
      { account: `customer/${customerId}`, amountMicroUsd: -customersMicroUsd },
      { account: 'platform/disputes', amountMicroUsd: -platformsMicroUsd },
      { account: `dispute/${disputeId}`, amountMicroUsd: customersMicroUsd + platformsMicroUsd },
    ],
    memo: { customerId },
  });
