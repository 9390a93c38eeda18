import Stripe from 'stripe';
import type { BankPayout, BankTopUp } from '../../../shared/bank-payout.ts';
import { type Currency, microsOfMinorUnits } from '../../../shared/money.ts';
import type { SeenPayout, SeenTransaction } from '../../../shared/reconciliation/sources.ts';
import { transactionFrom } from './balance-reads.ts';

/** A movement of the platform's balance as the reconciliation sees it, with the payout or top-up that it is of. */
export type SeenMovement = { transaction: SeenTransaction; payout?: SeenPayout };

/** The platform's own bank, and all that a reconciliation has to see. */
export function bankReadsOver(stripe: Stripe) {
  return {
    /** Everything that moved the platform's balance from `createdFrom` (ms) on, latest first. */
    async *seenMovements(createdFrom: number): AsyncGenerator<SeenMovement> {
      const transactions = stripe.balanceTransactions.list({
        currency: 'usd',
        created: { gte: Math.floor(createdFrom / 1_000) },
        limit: 100,
        expand: ['data.source'],
      });
      for await (const transaction of transactions) yield seenFrom(transaction);
    },

    /** Undefined where Stripe has none of this id. */
    async findSeenMovement(id: string): Promise<SeenMovement | undefined> {
      try {
        return seenFrom(await stripe.balanceTransactions.retrieve(id, { expand: ['source'] }));
      } catch (error) {
        if (error instanceof Stripe.errors.StripeError && error.statusCode === 404) return undefined;
        throw error;
      }
    },

    /** A payout to the platform's bank as Stripe has it now. */
    async getBankPayout(payoutId: string): Promise<BankPayout> {
      const payout = await stripe.payouts.retrieve(payoutId, {
        expand: ['balance_transaction', 'failure_balance_transaction'],
      });
      const { balance_transaction: sent, failure_balance_transaction: returned } = payout;
      return {
        payoutId,
        ...(sent && typeof sent !== 'string' && { sent: transactionFrom(sent) }),
        ...(returned && typeof returned !== 'string' && { returned: transactionFrom(returned) }),
      };
    },

    /** Money from the bank to the balance; without its transaction while it is on its way. */
    async getBankTopUp(topUpId: string): Promise<BankTopUp> {
      const { balance_transaction: arrived } = await stripe.topups.retrieve(topUpId, {
        expand: ['balance_transaction'],
      });
      return {
        topUpId,
        ...(arrived && typeof arrived !== 'string' && { arrived: transactionFrom(arrived) }),
      };
    },

    /** What an automatic payout is made of, latest first, without itself. Of one made by hand Stripe does not say. */
    async *transactionsOfPayout(payoutId: string): AsyncGenerator<SeenTransaction> {
      const transactions = stripe.balanceTransactions.list({
        payout: payoutId,
        limit: 100,
        expand: ['data.source'],
      });
      for await (const transaction of transactions)
        if (transaction.type !== 'payout') yield seenFrom(transaction).transaction;
    },

    /** As Stripe has it now, and whether Stripe itself made it of what had become available. */
    async getSeenPayout(payoutId: string): Promise<SeenPayout & { automatic: boolean }> {
      const payout = await stripe.payouts.retrieve(payoutId);
      return { ...payoutFrom(payout), automatic: payout.automatic };
    },
  };
}

function seenFrom(transaction: Stripe.BalanceTransaction): SeenMovement {
  const { source } = transaction;
  const party = partyOf(source);
  return {
    transaction: {
      ...transactionFrom(transaction),
      availableAt: transaction.available_on * 1_000,
      ...(party !== undefined && { party }),
    },
    ...payoutOf(source),
  };
}

/** Whose money it is, as we wrote it into the object at Stripe when we made it. */
function partyOf(source: Stripe.BalanceTransaction['source']): string | undefined {
  if (!source || typeof source === 'string' || !('metadata' in source)) return undefined;
  const { customerId, ownerId } = source.metadata ?? {};
  if (customerId) return `customer/${customerId}`;
  return ownerId ? `owner/${ownerId}` : undefined;
}

function payoutOf(source: Stripe.BalanceTransaction['source']): { payout?: SeenPayout } {
  if (!source || typeof source === 'string') return {};
  if (source.object === 'payout') return { payout: payoutFrom(source) };
  return source.object === 'topup' ? { payout: topUpFrom(source) } : {};
}

function payoutFrom(payout: Stripe.Payout): SeenPayout {
  const currency = payout.currency as Currency;
  return {
    payoutId: payout.id,
    currency,
    amountMicros: microsOfMinorUnits(payout.amount, currency),
    state: payoutState(payout.status),
    createdAt: payout.created * 1_000,
    arrivesAt: payout.arrival_date * 1_000,
    ...(payout.trace_id?.value && { traceId: payout.trace_id.value }),
  };
}

function payoutState(status: string): SeenPayout['state'] {
  if (status === 'paid') return 'paid';
  return status === 'failed' || status === 'canceled' ? 'returned' : 'on its way';
}

function topUpFrom(topUp: Stripe.Topup): SeenPayout {
  const currency = topUp.currency as Currency;
  const isReturned = ['canceled', 'failed', 'reversed'].includes(topUp.status);
  return {
    payoutId: topUp.id,
    currency,
    amountMicros: -microsOfMinorUnits(topUp.amount, currency),
    state: isReturned ? 'returned' : 'paid',
    createdAt: topUp.created * 1_000,
    arrivesAt: (topUp.expected_availability_date ?? topUp.created) * 1_000,
  };
}
