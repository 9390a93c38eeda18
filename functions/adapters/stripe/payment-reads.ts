import type Stripe from 'stripe';
import type { PaymentSeen } from '../../../shared/payment.ts';
import { microUsdOfCents } from '../../../shared/top-up.ts';
import { transactionFrom } from './balance-reads.ts';
import { idOf, refuseUnlessUsd } from './reading.ts';

/** Payments and what became of them, as Stripe has them now. */
export function paymentReadsOver(stripe: Stripe) {
  return {
    /**
     * A payment by its intent, or by its charge. Undefined while its money is not on the balance for good, and where
     * it names no customer of the market's.
     */
    async findPayment(paymentId: string): Promise<PaymentSeen | undefined> {
      const intentId = paymentId.startsWith('pi_') ? paymentId : await intentOf(stripe, paymentId);
      if (intentId === undefined) return undefined;
      const intent = await stripe.paymentIntents.retrieve(intentId, {
        expand: ['latest_charge.balance_transaction', 'latest_charge.failure_balance_transaction'],
      });
      return seenIn(intent);
    },
  };
}

function seenIn({ id, status, metadata, latest_charge }: Stripe.PaymentIntent): PaymentSeen | undefined {
  const { customerId, topUpId } = metadata;
  const charge = expanded(latest_charge);
  if (!customerId || !charge) return undefined;
  const arrived = expanded(charge.balance_transaction);
  const returned = expanded(charge.failure_balance_transaction);
  // A debit of a bank account stands on the balance from its first day: it counts once it has succeeded or failed.
  if (!arrived || !(status === 'succeeded' || returned)) return undefined;
  refuseUnlessUsd(arrived.currency, arrived.id);
  return {
    topUp: {
      customerId,
      paymentIntentId: id,
      chargeId: charge.id,
      balanceTransactionId: arrived.id,
      grossMicroUsd: microUsdOfCents(arrived.amount),
      feeMicroUsd: microUsdOfCents(arrived.fee),
      paidAt: charge.created * 1_000,
      ...(topUpId && { topUpId }),
    },
    availableAt: arrived.available_on * 1_000,
    ...(returned && { returned: transactionFrom(returned) }),
  };
}

async function intentOf(stripe: Stripe, chargeId: string): Promise<string | undefined> {
  const { payment_intent } = await stripe.charges.retrieve(chargeId);
  return payment_intent ? idOf(payment_intent) : undefined;
}

const expanded = <Each extends object>(reference: string | Each | null | undefined): Each | undefined =>
  reference && typeof reference !== 'string' ? reference : undefined;
