import { type Entry, entryOf, transferPostings } from './ledger.ts';
import { feeEntries } from './stripe-fee.ts';
import type { StripeTransaction } from './stripe-match.ts';

/** A payout to the platform's bank: that it left the balance, and that it came back. */
export type BankPayout = { payoutId: string; sent?: StripeTransaction; returned?: StripeTransaction };

/** Money from the bank to the balance at Stripe; `arrived` is absent while it is on its way. */
export type BankTopUp = { topUpId: string; arrived?: StripeTransaction };

/** One movement's entries: its principal first, then its fee, if any. */
function entriesOf(
  transaction: StripeTransaction,
  { businessKey, kind, memo, now }: Pick<Entry, 'businessKey' | 'memo'> & { kind: BankKind; now: number },
): Entry[] {
  const { amountMicroUsd, id: balanceTransactionId } = transaction;
  return [
    entryOf({
      businessKey,
      kind,
      at: now,
      postings: transferPostings('stripe/balance', 'bank/in-transit', amountMicroUsd),
      memo: { ...memo, balanceTransactionId },
    }),
    ...feeEntries(businessKey, transaction, now),
  ];
}

type BankKind = 'bank-payout' | 'bank-payout-returned' | 'bank-top-up';

/**
 * What the ledger has to say of a payout, movement by movement: `bank/payout/<id>` and, where the bank sent it back
 * or it was cancelled, `bank/payout/<id>/returned`.
 */
export function bankPayoutEntries({ payoutId, sent, returned }: BankPayout, now: number): Entry[][] {
  const businessKey = `bank/payout/${payoutId}`;
  const memo = { payoutId };
  return [
    sent && entriesOf(sent, { businessKey, kind: 'bank-payout', memo, now }),
    returned &&
      entriesOf(returned, {
        businessKey: `${businessKey}/returned`,
        kind: 'bank-payout-returned',
        memo,
        now,
      }),
  ].filter((entries) => entries !== undefined);
}

/** `bank/top-up/<id>`, once the money is on the balance. */
export const bankTopUpEntries = ({ topUpId, arrived }: BankTopUp, now: number): Entry[][] =>
  arrived
    ? [
        entriesOf(arrived, {
          businessKey: `bank/top-up/${topUpId}`,
          kind: 'bank-top-up',
          memo: { topUpId },
          now,
        }),
      ]
    : [];
