import { z } from 'zod';

/** Money on this wire is an integer of micro-USD (1 USD = 1,000,000); times are milliseconds since the epoch. */
const microUsd = z.number().int();

/** POST /v1/finance/customers/{customerId}/refunds: dollars and cents; absent: all that can be refunded at once. */
export const refundCustomerRequest = z.strictObject({
  amountUsd: z.number().min(0.01).max(1_000_000).multipleOf(0.01).optional(),
});
export const customerRefundsReply = z.object({
  refunds: z.array(
    z.object({
      refundId: z.string(),
      paymentIntentId: z.string(),
      state: z.enum(['pending', 'sent', 'returned', 'failed']),
      amountMicroUsd: microUsd,
      reason: z.string().nullable(),
      createdAt: z.number().int(),
    }),
  ),
});

/** POST /v1/finance/customers/{customerId}/thaw: one of the reasons that `frozenBy` names. */
export const thawRequest = z.strictObject({
  reason: z
    .string()
    .regex(
      /^(finance|(dispute|fraud-warning|invoice|payment)\/[\w-]{1,100})$/,
      'one of the reasons that `frozenBy` names, such as dispute/du_1',
    ),
});
export const standingReply = z.object({
  customerId: z.string(),
  availableMicroUsd: microUsd,
  refundingMicroUsd: microUsd,
  /** Why it may begin nothing new; empty where it may. */
  frozenBy: z.array(z.string()),
});

/** GET /v1/finance/fraud_warnings: those that nobody has decided on. */
export const fraudWarningsReply = z.object({
  warnings: z.array(z.object({ customerId: z.string(), warningId: z.string(), createdAt: z.number().int() })),
});
