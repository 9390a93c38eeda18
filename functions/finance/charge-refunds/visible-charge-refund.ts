import type { ChargeRefund } from '../../../shared/charge-refund.ts';
import type { ChargeRefundReply } from '../../../shared/contract/finance-payouts.ts';

export const visibleChargeRefund = (refund: ChargeRefund): ChargeRefundReply => ({
  object: 'charge_refund',
  id: refund.refundId,
  settle_key: refund.settleKey,
  percent: refund.percent,
  reason: refund.reason,
  state: refund.state,
  made_by: refund.madeBy,
  made_at: refund.madeAt,
  decided_by: refund.decidedBy ?? null,
  decided_at: refund.decidedAt ?? null,
  rejected_for: refund.rejectedFor ?? null,
  customer_id: refund.customerId,
  amount_micro_usd: Number(refund.amountMicroUsd),
  platform_micro_usd: Number(refund.platformMicroUsd),
  owners_micro_usd: Number(refund.ownersMicroUsd),
});
