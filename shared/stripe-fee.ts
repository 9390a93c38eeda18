import { type Entry, entryOf, transferPostings } from './ledger.ts';
import type { StripeTransaction } from './stripe-match.ts';

/** Stripe's own bill, a transaction that is nothing but a fee: what it took of the balance, or gave back. */
export const billEntries = (
  { id, amountMicroUsd, feeMicroUsd }: Pick<StripeTransaction, 'id' | 'amountMicroUsd' | 'feeMicroUsd'>,
  now: number,
): Entry[] => feeEntries(`stripe/${id}`, { id, feeMicroUsd: feeMicroUsd - amountMicroUsd }, now);

/** What Stripe took, or gave back, with one movement: none where it is nothing. `ofKey` is the movement's own entry's. */
export function feeEntries(
  ofKey: string,
  { id, feeMicroUsd }: Pick<StripeTransaction, 'id' | 'feeMicroUsd'>,
  now: number,
): Entry[] {
  if (feeMicroUsd === 0n) return [];
  const isTaken = feeMicroUsd > 0n;
  return [
    entryOf({
      businessKey: `${ofKey}/stripe-fee`,
      kind: isTaken ? 'stripe-fee' : 'stripe-fee-returned',
      at: now,
      postings: transferPostings('stripe/fees', 'stripe/balance', feeMicroUsd),
      memo: { balanceTransactionId: id },
    }),
  ];
}
