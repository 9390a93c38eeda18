import type { Entry } from './ledger.ts';
import type { MicroUsd } from './money.ts';

/** One movement of the platform's balance at Stripe: it changes by `amount - fee`. */
export type StripeTransaction = {
  id: string;
  type: string;
  amountMicroUsd: MicroUsd;
  feeMicroUsd: MicroUsd;
  /** The charge, transfer, refund, ... that moved it. */
  sourceId: string | null;
  /** Milliseconds since the epoch. */
  createdAt: number;
};

/** An open item: `differenceMicroUsd` is by how much Stripe's balance is above what the ledger says, because of it. */
type Unmatched = {
  side: 'stripe' | 'ledger';
  /** A balance transaction's id, or a business key. */
  id: string;
  differenceMicroUsd: MicroUsd;
  reason: string;
};

export type StripeMatch = { explainedMicroUsd: MicroUsd; explained: number; unmatched: Unmatched[] };

/**
 * Each balance transaction is explained by exactly one entry that moves its gross amount, and one for its fee if it
 * has one; each entry that moves Stripe's balance names its transaction. What fits neither way is an open item.
 * `explainedMicroUsd` sums the sizes of the matched movements, in and out, after fees.
 */
export function matchStripe(
  entries: readonly Entry[],
  transactions: readonly StripeTransaction[],
): StripeMatch {
  const moving = entries.filter((entry) => entry.postings.some(isStripeBalance));
  const byTransaction = Map.groupBy(moving, (entry) => transactionIdOf(entry) ?? '');
  const match: StripeMatch = { explainedMicroUsd: 0n, explained: 0, unmatched: [] };
  for (const transaction of transactions) {
    const net = transaction.amountMicroUsd - transaction.feeMicroUsd;
    const posted = byTransaction.get(transaction.id) ?? [];
    const reason = whyUnexplained(transaction, posted);
    if (reason === undefined) {
      match.explained++;
      match.explainedMicroUsd += net < 0n ? -net : net;
    } else {
      const differenceMicroUsd = net - posted.reduce((sum, entry) => sum + movementOf(entry), 0n);
      match.unmatched.push({ side: 'stripe', id: transaction.id, differenceMicroUsd, reason });
    }
  }
  const known = new Set(transactions.map(({ id }) => id));
  for (const [id, posted] of byTransaction)
    if (!known.has(id)) match.unmatched.push(...posted.map((entry) => unknownToStripe(entry, id)));
  return match;
}

const unknownToStripe = (entry: Entry, transactionId: string): Unmatched => ({
  side: 'ledger',
  id: entry.businessKey,
  differenceMicroUsd: -movementOf(entry),
  reason: transactionId === '' ? 'it names no balance transaction' : `Stripe has no ${transactionId}`,
});

function whyUnexplained(seen: StripeTransaction, posted: readonly Entry[]): string | undefined {
  const transaction = isFeeAlone(seen) ? billOf(seen) : seen;
  const [fees, principals] = isFeeAlone(seen) ? [[], posted] : feesAndPrincipals(posted);
  const [principal] = principals;
  if (!principal && (transaction.amountMicroUsd !== 0n || posted.length === 0))
    return `no entry stands for this ${transaction.type}`;
  if (principals.length > 1 || fees.length > 1)
    return `more than one entry stands for it: ${posted.map(({ businessKey }) => businessKey).join(', ')}`;
  if (principal && movementOf(principal) !== transaction.amountMicroUsd)
    return `${principal.businessKey} moves ${movementOf(principal)} micro-USD, Stripe ${transaction.amountMicroUsd}`;
  const feeMicroUsd = fees.reduce((sum, fee) => sum - movementOf(fee), 0n);
  if (feeMicroUsd !== transaction.feeMicroUsd)
    return `fees of ${feeMicroUsd} micro-USD are posted, Stripe took ${transaction.feeMicroUsd}`;
  return undefined;
}

/**
 * Types of balance transactions that are nothing but a fee: Stripe's own bill, what it takes for changing currencies,
 * the tax on either (docs.stripe.com/reports/balance-transaction-types).
 */
const feesAlone = ['stripe_fee', 'stripe_fx_fee', 'tax_fee'];

/** Such a transaction is stood for by the fee's entry alone. */
export const isFeeAlone = ({ type }: Pick<StripeTransaction, 'type'>): boolean => feesAlone.includes(type);

/** All that it moved is the fee, whichever of its two amounts says so. */
const billOf = (transaction: StripeTransaction): StripeTransaction => ({
  ...transaction,
  amountMicroUsd: transaction.amountMicroUsd - transaction.feeMicroUsd,
  feeMicroUsd: 0n,
});

const feesAndPrincipals = (posted: readonly Entry[]): [fees: Entry[], principals: Entry[]] => [
  posted.filter(isFee),
  posted.filter((entry) => !isFee(entry)),
];

/** What stands beside the entry of a movement: Stripe's fee for it, or a fee that Stripe gave back with it. */
export const isFee = ({ kind }: Pick<Entry, 'kind'>): boolean =>
  kind === 'stripe-fee' || kind === 'stripe-fee-returned';

export const isStripeBalance = ({ account }: Entry['postings'][number]) => account === 'stripe/balance';

/** By how much the entry says that the balance at Stripe rose. Owned money stands negative in the ledger. */
const movementOf = (entry: Entry): MicroUsd =>
  entry.postings.filter(isStripeBalance).reduce((sum, { amountMicroUsd }) => sum - amountMicroUsd, 0n);

function transactionIdOf({ memo }: Entry): string | undefined {
  return typeof memo.balanceTransactionId === 'string' ? memo.balanceTransactionId : undefined;
}
