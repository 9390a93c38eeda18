import { z } from 'zod';
import type { Refund } from '../refund.ts';
import { generousPage, listed } from './listed.ts';

/** Money on this wire is an integer of micro-USD (1 USD = 1,000,000); times are milliseconds since the epoch. */
const microUsd = z.number().int();

/** POST /v1/finance/customers/{customer_id}/refunds: dollars and cents; absent: all that can be refunded at once. */
export const refundCustomerRequest = z.strictObject({
  amount_usd: z.number().min(0.01).max(1_000_000).multipleOf(0.01).optional(),
});
const customerRefund = z.object({
  object: z.literal('refund'),
  id: z.string(),
  /** The payment whose card it goes back to. */
  payment: z.string(),
  status: z.enum(['pending', 'sent', 'returned', 'failed']),
  amount_micro_usd: microUsd,
  reason: z.string().nullable(),
  created_at: z.number().int(),
  ended_at: z.number().int().nullable(),
});
export const customerRefundsQuery = z.object(generousPage);
export const customerRefundsReply = z.object({
  object: z.literal('list'),
  data: z.array(customerRefund),
  ...listed,
});

export const customerParams = z.object({ customer_id: z.string().max(100) });

export const customerRefundOf = (refund: Refund): z.infer<typeof customerRefund> => ({
  object: 'refund',
  id: refund.refundId,
  payment: refund.paymentIntentId,
  status: refund.state,
  amount_micro_usd: Number(refund.amountMicroUsd),
  reason: refund.reason ?? null,
  created_at: refund.createdAt,
  ended_at: refund.endedAt ?? null,
});

/** POST /v1/finance/customers/{customer_id}/thaw: one of the reasons that `frozen_by` names. */
export const thawRequest = z.strictObject({
  reason: z
    .string()
    .regex(
      /^(finance|(dispute|fraud-warning|invoice|payment)\/[\w-]{1,100})$/,
      'one of the reasons that `frozen_by` names, such as dispute/du_1',
    ),
});
export const standingReply = z.object({
  customer_id: z.string(),
  available_micro_usd: microUsd,
  refunding_micro_usd: microUsd,
  /** Why it may begin nothing new; empty where it may. */
  frozen_by: z.array(z.string()),
});

/** GET /v1/finance/fraud_warnings: those that nobody has decided on. */
export const fraudWarningsQuery = z.object(generousPage);
export const fraudWarningsReply = z.object({
  object: z.literal('list'),
  data: z.array(
    z.object({
      object: z.literal('fraud_warning'),
      id: z.string(),
      customer_id: z.string(),
      created_at: z.number().int(),
    }),
  ),
  ...listed,
});
