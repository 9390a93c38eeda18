import { z } from 'zod';
import { standardPolicy } from '../policy.ts';

const { topUpUsd } = standardPolicy;

/** POST /v1/top_ups: whole dollars. */
export const createTopUpRequest = z.strictObject({
  amount_usd: z.number().int().min(topUpUsd.least).max(topUpUsd.most),
});
/** `url`: Stripe's page, where it is paid. The balance rises once Stripe has the money. */
export const createTopUpReply = z.object({
  id: z.string(),
  object: z.literal('top_up'),
  amount_usd: z.number().int(),
  url: z.string(),
  status: z.string(),
});

/** GET /v1/balance: 1 USD = 1,000,000 micro-USD. What open batches hold is not in it. */
export const balanceReply = z.object({
  object: z.literal('balance'),
  currency: z.literal('usd'),
  available_micro_usd: z.number().int(),
});
