import { z } from 'zod';
import type { Refund } from '../refund.ts';
import { unix, unixSeconds } from './unix.ts';

/** POST /v1/refunds: dollars and cents; absent: all that can be refunded at once. */
export const createRefundRequest = z.strictObject({
  amount_usd: z.number().min(0.01).max(1_000_000).multipleOf(0.01).optional(),
});

export const refundsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  after: z.string().max(128).optional().describe('The id of the last refund of the page before.'),
});

/** Money on this wire is an integer of micro-USD (1 USD = 1,000,000). */
export const refundObject = z.object({
  id: z.string(),
  object: z.literal('refund'),
  amount_micro_usd: z.number().int(),
  /** `returned`: the card refused it later, and the money is on the balance again. */
  status: z.enum(['pending', 'sent', 'returned', 'failed']),
  /** The payment whose card it goes back to. */
  payment: z.string(),
  /** Why it waits, failed or was returned. */
  reason: z.string().nullable(),
  created_at: unixSeconds,
  ended_at: unixSeconds.nullable(),
});

export const refundList = z.object({
  object: z.literal('list'),
  data: z.array(refundObject),
  first_id: z.string().nullable(),
  last_id: z.string().nullable(),
  has_more: z.boolean(),
});

export const refundObjectOf = (refund: Refund): z.infer<typeof refundObject> => ({
  id: refund.refundId,
  object: 'refund',
  amount_micro_usd: Number(refund.amountMicroUsd),
  status: refund.state,
  payment: refund.paymentIntentId,
  reason: refund.reason ?? null,
  created_at: Math.floor(refund.createdAt / 1_000),
  ended_at: unix(refund.endedAt),
});
