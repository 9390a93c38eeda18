import { z } from 'zod';

const unixSeconds = z.number().int();

/** What is left of the answer to a live call of zero retention, told again under its Idempotency-Key. */
export const contentDeleted = z
  .strictObject({
    id: z.string().optional(),
    object: z.string().optional(),
    created: unixSeconds.optional(),
    created_at: unixSeconds.optional(),
    model: z.string().optional(),
    status: z.string().optional(),
    service_tier: z.string().optional(),
    usage: z.record(z.string(), z.unknown()).nullish(),
    x_parkade: z.strictObject({ data: z.literal('zero_retention'), content: z.literal('deleted') }),
  })
  .meta({
    description:
      'Of a call with `x_parkade.data: "zero_retention"` that is sent again under its Idempotency-Key: its ids and status. The content is gone.',
  });
