import { reversible } from './entry-kinds.ts';
import { type Account, type Entry, entryOf } from './ledger.ts';
import { Refusal } from './refusal.ts';

/** What one person of finance asks for and another approves: an entry undone by its mirror. */
export type Reversal = {
  reversalId: string;
  /** The entry's that is to be undone. */
  businessKey: string;
  reason: string;
  state: 'proposed' | 'approved' | 'posted' | 'rejected';
  madeBy: string;
  madeAt: number;
  /** Who approved or rejected it. */
  decidedBy?: string;
  decidedAt?: number;
};

export const reversalKeyOf = (businessKey: string): string => `${businessKey}/reversed`;

/**
 * Refuses with conflict what can't be undone by an entry alone: customers and owners have balances that are spent and
 * paid by, holds and clearing accounts belong to their batches, and what moved at Stripe moves back at Stripe.
 */
export function refuseReversal({ businessKey, kind, postings }: Entry): void {
  if (kind === 'reverse')
    throw new Refusal('conflict', `${businessKey} is a reversal: post what it undid anew instead.`);
  const moved = postings.map(({ account }) => account).filter((account) => !isKept(account));
  if (moved.length > 0)
    throw new Refusal(
      'conflict',
      `${businessKey} can't be reversed: it moved ${moved.join(', ')}. Only entries between ` +
        `${reversible.join(', ')} can; refund, claw back or adjust instead.`,
    );
}

const isKept = (account: Account): boolean => (reversible as readonly string[]).includes(account);

/** The mirror of an entry, at most once: `<original>/reversed`. It belongs to the month in which it is posted. */
export function reversalEntry(original: Entry, { reason, madeBy, decidedBy }: Reversal, now: number): Entry {
  refuseReversal(original);
  const { businessKey, currency, postings } = original;
  return entryOf({
    businessKey: reversalKeyOf(businessKey),
    kind: 'reverse',
    ...(currency !== undefined && { currency }),
    at: now,
    postings: postings.map(({ account, amountMicroUsd }) => ({ account, amountMicroUsd: -amountMicroUsd })),
    memo: { reverses: businessKey, reversedKind: original.kind, reason, madeBy, approvedBy: decidedBy },
  });
}
