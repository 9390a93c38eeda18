import type Stripe from 'stripe';
import type { SentTransfer } from '../../../shared/payout.ts';
import { isFeeAlone, type StripeTransaction } from '../../../shared/stripe-match.ts';
import { type StripeSubject, subjectOfMovement } from '../../../shared/stripe-subject.ts';
import { microUsdOfCents } from '../../../shared/top-up.ts';
import { findIdOf, refuseUnlessUsd } from './reading.ts';

/** A balance transaction, and what it is about. `sent`: the transfer that it made, while nothing came back of that. */
export type StripeMovement = StripeTransaction & { subject?: StripeSubject; sent?: SentTransfer };

/** The platform's balance, and all that moved it. */
export function balanceReadsOver(stripe: Stripe) {
  return {
    /** Everything that moved the platform's balance from `createdFrom` (ms) on, latest first. */
    async *movements(createdFrom: number): AsyncGenerator<StripeMovement> {
      const transactions = stripe.balanceTransactions.list({
        currency: 'usd',
        created: { gte: Math.floor(createdFrom / 1_000) },
        limit: 100,
        expand: ['data.source'],
      });
      for await (const transaction of transactions) yield movementFrom(transaction);
    },

    /** What the platform has at Stripe, available and pending together. */
    async balance(): Promise<bigint> {
      const { available, pending } = await stripe.balance.retrieve();
      return [...available, ...pending]
        .filter(({ currency }) => currency === 'usd')
        .reduce((sum, { amount }) => sum + microUsdOfCents(amount), 0n);
    },
  };
}

/** An expanded or retrieved transaction in the market's words. */
export function transactionFrom(transaction: Stripe.BalanceTransaction): StripeTransaction {
  refuseUnlessUsd(transaction.currency, transaction.id);
  return {
    id: transaction.id,
    type: transaction.type,
    amountMicroUsd: microUsdOfCents(transaction.amount),
    feeMicroUsd: microUsdOfCents(transaction.fee),
    sourceId: findIdOf(transaction.source) ?? null,
    createdAt: transaction.created * 1_000,
  };
}

function movementFrom(transaction: Stripe.BalanceTransaction): StripeMovement {
  const subject: StripeSubject | undefined = isFeeAlone(transaction)
    ? { kind: 'stripe-fee', id: transaction.id }
    : subjectOf(transaction.source);
  const sent = sentBy(transaction);
  return { ...transactionFrom(transaction), ...(subject && { subject }), ...(sent && { sent }) };
}

function sentBy({ id, source }: Stripe.BalanceTransaction): SentTransfer | undefined {
  if (!source || typeof source === 'string' || source.object !== 'transfer') return undefined;
  const { ownerId, payoutNo } = source.metadata;
  if (!ownerId || !payoutNo || source.amount_reversed > 0) return undefined;
  return { ownerId, payoutNo: Number(payoutNo), transferId: source.id, balanceTransactionId: id };
}

function subjectOf(source: Stripe.BalanceTransaction['source']): StripeSubject | undefined {
  if (!source || typeof source === 'string') return undefined;
  const { object, id } = source;
  return subjectOfMovement({
    object,
    id,
    ...('payment_intent' in source && { paymentIntentId: findIdOf(source.payment_intent) }),
    ...(object === 'transfer_reversal' && { transferId: findIdOf(source.transfer) }),
  });
}
