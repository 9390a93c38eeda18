import { z } from 'zod';
import { ownerErasureClaims } from '../closure.ts';

/** POST and GET /v1/owner/erasure */
export const ownerErasure = z.object({
  object: z.literal('owner_erasure'),
  state: z.enum(['pending', 'erased']),
  requested_at: z.number().int(),
  waits_for: z
    .enum(['work_to_settle', 'earnings_held_back', 'payout_to_make', 'payout_under_way'])
    .nullable()
    .describe('What must come first: you are paid all that is owed, then what is personal is erased.'),
  owed_micro_usd: z.number().int(),
  record: ownerErasureClaims.extend({ signature: z.string() }).nullable(),
});

/** GET /v1/owner/export */
export const exportQuery = z.object({
  after: z.string().max(500).optional().describe('`last_id` of the page before.'),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export const exportReply = z.object({
  object: z.literal('list'),
  /** `kind` says what it is; the rest is as it is stored. */
  data: z.array(z.looseObject({ id: z.string(), kind: z.string() })),
  last_id: z.string().nullable(),
  has_more: z.boolean(),
});

export type OwnerErasure = z.infer<typeof ownerErasure>;
