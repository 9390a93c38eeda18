import { z } from 'zod';

/** GET /v1/balance: 1 USD = 1,000,000 micro-USD. What open batches hold is in none of it. */
export const balanceReply = z.object({
  object: z.literal('balance'),
  currency: z.literal('usd'),
  /** Paid and given, and what may be owed yet. */
  available_micro_usd: z.number().int(),
  /** Of it, credit that was given: it is spent first and expires. */
  promo_micro_usd: z.number().int(),
  /** How much an invoiced customer may owe; 0 for who pays in advance. */
  credit_limit_micro_usd: z.number().int(),
  /** Used and not paid, invoiced or not. */
  owed_micro_usd: z.number().int(),
  /** Why nothing new can be started; empty where it can. */
  frozen_by: z.array(z.string()),
});
