import { z } from 'zod';
import { restCodes } from '../resting.ts';

/** Which charter its owner has in force for a vehicle. */
export const charterStanding = z.object({
  state: z.enum(['none', 'agreed', 'withdrawn']),
  version: z.number().int().nullable(),
});

/**
 * POST /v1/vehicle/rests: that it asks for nothing now, and why, for its owner to read. When that changes, and at most
 * once a minute; what would tell when somebody drives, at most once an hour. Its next call for work takes it back.
 */
export const restRequest = z.strictObject({
  because: z
    .array(
      z.strictObject({ code: z.enum(restCodes), until: z.number().int().min(0).max(8.64e15).optional() }),
    )
    .min(1)
    .max(restCodes.length),
});
/** With the charter as in `workReply`: one that rests hears here of another. */
export const restReply = z.object({ charter: charterStanding });

export type RestRequest = z.infer<typeof restRequest>;
export type RestReply = z.infer<typeof restReply>;
