import { z } from 'zod';
import { standardPolicy } from '../policy.ts';
import type { TopUpRecord } from '../top-up-record.ts';
import { unix, unixSeconds } from './unix.ts';

const { topUpUsd } = standardPolicy;

/** One payment, in whole dollars. */
export const paymentUsd = z.number().int().min(topUpUsd.least).max(topUpUsd.most);

/** POST /v1/top_ups */
export const createTopUpRequest = z.strictObject({
  amount_usd: paymentUsd,
  save_card: z
    .boolean()
    .default(false)
    .meta({ description: 'Keeps the card for automatic top-ups: see PUT /v1/auto_top_up' }),
});

export const topUpParams = z.object({ topUpId: z.string() });
export const topUpsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  after: z.string().max(128).optional().describe('The id of the last top-up of the page before.'),
});

export const topUpFailure = z
  .object({ code: z.string(), message: z.string() })
  .meta({ description: "Why it failed: the card's or the bank's own code, and words" });

export const topUpObject = z.object({
  id: z.string(),
  object: z.literal('top_up'),
  amount_usd: z.number().int(),
  status: z.enum(['open', 'processing', 'paid', 'failed', 'expired']).meta({
    description:
      'open: not paid yet. processing: paid, but not arrived: a bank takes days. paid: on the balance. The others are for good too',
  }),
  automatic: z.boolean().meta({ description: 'Made by the saved card when too little was left' }),
  url: z.string().nullable().meta({ description: "Stripe's page, where it is paid while it is open" }),
  checkout_session: z.string().nullable().meta({ description: "Stripe's name for that page" }),
  failure: topUpFailure.nullable(),
  created_at: unixSeconds,
  ended_at: unixSeconds.nullable(),
});

export const topUpList = z.object({
  object: z.literal('list'),
  data: z.array(topUpObject),
  first_id: z.string().nullable(),
  last_id: z.string().nullable(),
  has_more: z.boolean(),
});

export const topUpObjectOf = (record: TopUpRecord): z.infer<typeof topUpObject> => ({
  id: record.topUpId,
  object: 'top_up',
  amount_usd: record.cents / 100,
  status: record.state,
  automatic: record.kind === 'automatic',
  url: record.url ?? null,
  checkout_session: record.sessionId ?? null,
  failure: record.failure ? { code: record.failure.code, message: record.failure.message } : null,
  created_at: Math.floor(record.createdAt / 1_000),
  ended_at: unix(record.endedAt),
});
