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
 * open ──▶ won   it came back, all or a part
 *    └───▶ lost  the customer stays frozen until finance lifts it, or until it is won after all
 */
export type Dispute = {
  customerId: string;
  disputeId: string;
  paymentIntentId: string;
  reason: string;
  state: 'open' | 'won' | 'lost';
  createdAt: number;
  closedAt?: number;
  /** What its end settled, by balance transactions; whatever else it moves is settled one by one. */
  settledByEnd?: readonly string[];
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

export type DisputeEnd = {
  state: Exclude<Dispute['state'], 'open'>;
  lostMicroUsd: MicroUsd;
  settledByEnd: readonly string[];
};

/**
 * How a dispute ended; undefined while it is open, or won with the money still to come. A lost one loses what was
 * withdrawn first, a won one that less what came back first: neither depends on what else was heard of it before.
 */
export function endOf(seen: DisputeSeen): DisputeEnd | undefined {
  const [withdrawn] = withdrawalsOf(seen);
  const [back] = reinstatementsOf(seen);
  if (!withdrawn) return undefined;
  if (seen.status === 'lost')
    return { state: 'lost', lostMicroUsd: -withdrawn.amountMicroUsd, settledByEnd: [withdrawn.id] };
  if (seen.status !== 'won' || !back) return undefined;
  const lostMicroUsd = -withdrawn.amountMicroUsd - back.amountMicroUsd;
  return { state: 'won', lostMicroUsd, settledByEnd: [withdrawn.id, back.id] };
}

/** What it moved beside its end: each is lost, or comes back, by itself, so that nothing is left on its account. */
export const movedBesideEnd = (
  seen: DisputeSeen,
  { settledByEnd }: Pick<Dispute, 'settledByEnd'>,
): StripeTransaction[] =>
  settledByEnd === undefined
    ? []
    : [...withdrawalsOf(seen), ...reinstatementsOf(seen)].filter(({ id }) => !settledByEnd.includes(id));

type Named = Pick<Dispute, 'disputeId' | 'customerId'>;

/** `of`: the balance transaction that withdrew it. */
export const disputeLostEntry = (
  { disputeId, customerId }: Named,
  of: string,
  { lost, now }: { lost: Covered; now: number },
): Entry =>
  entryOf({
    businessKey: `dispute/${disputeId}/lost/${of}`,
    kind: 'dispute-lost',
    at: now,
    postings: [
      { account: `customer/${customerId}`, amountMicroUsd: -lost.customersMicroUsd },
      { account: 'platform/disputes', amountMicroUsd: -lost.platformsMicroUsd },
      { account: `dispute/${disputeId}`, amountMicroUsd: lost.customersMicroUsd + lost.platformsMicroUsd },
    ],
    memo: { customerId },
  });

/** `of`: the balance transaction that gave it back. */
export const disputeRecoveredEntry = (
  { disputeId, customerId }: Named,
  of: string,
  { back, now }: { back: Covered; now: number },
): Entry =>
  entryOf({
    businessKey: `dispute/${disputeId}/recovered/${of}`,
    kind: 'dispute-recovered',
    at: now,
    postings: [
      { account: `dispute/${disputeId}`, amountMicroUsd: -back.customersMicroUsd - back.platformsMicroUsd },
      { account: `customer/${customerId}`, amountMicroUsd: back.customersMicroUsd },
      { account: 'platform/disputes', amountMicroUsd: back.platformsMicroUsd },
    ],
    memo: { customerId },
  });
