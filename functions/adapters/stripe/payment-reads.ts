import type Stripe from 'stripe';
import { microUsdOfCents, type TopUp } from '../../../shared/top-up.ts';
import { refuseUnlessUsd } from './reading.ts';

/** Payments and what became of them, as Stripe has them now. */
export function paymentReadsOver(stripe: Stripe) {
  return {
    /** The payment as Stripe has it now; undefined while its money is not on the balance, or where it is no top-up. */
    async findTopUp(paymentIntentId: string): Promise<TopUp | undefined> {
      const payment = await stripe.paymentIntents.retrieve(paymentIntentId, {
        expand: ['latest_charge.balance_transaction'],
      });
      const customerId = payment.metadata.customerId;
      const charge = payment.latest_charge;
      if (payment.status !== 'succeeded' || !customerId || !charge || typeof charge === 'string')
        return undefined;
      const transaction = charge.balance_transaction;
      if (!transaction || typeof transaction === 'string') return undefined;
      refuseUnlessUsd(transaction.currency, transaction.id);
      return {
        customerId,
        paymentIntentId,
        chargeId: charge.id,
        balanceTransactionId: transaction.id,
        grossMicroUsd: microUsdOfCents(transaction.amount),
        feeMicroUsd: microUsdOfCents(transaction.fee),
      };
    },
  };
}
