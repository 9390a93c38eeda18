import type Stripe from 'stripe';
import type { DisputeSeen } from '../../../shared/dispute.ts';
import type { FraudWarningSeen } from '../../../shared/fraud-warning.ts';
import type { RefundSeen } from '../../../shared/refund.ts';
import { transactionFrom } from './balance-reads.ts';
import { findIdOf, idOf } from './reading.ts';

/** What takes payments back: refunds, disputes, and the warnings before them, as Stripe has them now. */
export function takeBackReadsOver(stripe: Stripe) {
  return {
    async getRefund(refundId: string): Promise<RefundSeen> {
      return refundFrom(await stripe.refunds.retrieve(refundId, { expand: refundParts }));
    },

    async getDispute(disputeId: string): Promise<DisputeSeen> {
      const dispute = await stripe.disputes.retrieve(disputeId);
      return {
        disputeId: dispute.id,
        paymentId: findIdOf(dispute.payment_intent) ?? idOf(dispute.charge),
        chargeId: idOf(dispute.charge),
        reason: dispute.reason,
        status: dispute.status,
        createdAt: dispute.created * 1_000,
        transactions: dispute.balance_transactions.map(transactionFrom),
      };
    },

    async getFraudWarning(warningId: string): Promise<FraudWarningSeen> {
      const warning = await stripe.radar.earlyFraudWarnings.retrieve(warningId);
      return {
        warningId: warning.id,
        paymentId: findIdOf(warning.payment_intent) ?? idOf(warning.charge),
        fraudType: warning.fraud_type,
        isActionable: warning.actionable,
        createdAt: warning.created * 1_000,
      };
    },
  };
}

/** What must be expanded for `refundFrom`. */
export const refundParts = ['balance_transaction', 'failure_balance_transaction'];

export function refundFrom(refund: Stripe.Refund): RefundSeen {
  const { customerId, refundId } = refund.metadata ?? {};
  const transaction = expanded(refund.balance_transaction);
  const failure = expanded(refund.failure_balance_transaction);
  return {
    ...(customerId && refundId && { customerId, refundId }),
    stripeRefundId: refund.id,
    paymentId: findIdOf(refund.payment_intent) ?? findIdOf(refund.charge) ?? '',
    status: refund.status ?? 'pending',
    ...(refund.failure_reason && { reason: refund.failure_reason }),
    ...(transaction && { transaction: transactionFrom(transaction) }),
    ...(failure && { failure: transactionFrom(failure) }),
  };
}

const expanded = (reference: string | Stripe.BalanceTransaction | null | undefined) =>
  reference && typeof reference !== 'string' ? reference : undefined;
