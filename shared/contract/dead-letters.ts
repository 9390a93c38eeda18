import { z } from 'zod';

const deadLetters = z.object({
  id: z.string().describe('The name of the queue that they lie in.'),
  object: z.literal('dead_letters'),
  of: z.enum(['queue', 'lanes', 'stream']),
  messages: z.number().int().describe('About how many. At most ten seconds old.'),
});

/** GET /v1/operator/dead_letters: those queues in which any lie. */
export const allDeadLettersReply = z.object({
  object: z.literal('list'),
  queues: z.number().int().describe('How many there are, the empty ones too.'),
  data: z.array(deadLetters),
});
export type AllDeadLettersReply = z.infer<typeof allDeadLettersReply>;

export const deadLettersParams = z.object({ queue: z.string().max(100) });

/** GET /v1/operator/dead_letters/{queue}: a look, which takes none away. */
export const deadLettersQuery = z.object({ limit: z.coerce.number().int().min(1).max(100).default(50) });
export const deadLettersReply = z.object({
  object: z.literal('list'),
  data: z.array(
    z.object({
      id: z.string(),
      object: z.literal('dead_letter'),
      sent_at: z.number().int().describe('When it was first sent, in ms since the epoch.'),
      says: z
        .record(z.string(), z.string())
        .nullable()
        .describe('The names that it carries; never a payload. Null: it is no message of the market.'),
    }),
  ),
  has_more: z.boolean(),
});

/** POST /v1/operator/dead_letters/{queue}/replay; without a body all of them, up to 500 a call. */
export const replayRequest = z
  .strictObject({ message_ids: z.array(z.string().max(100)).min(1).max(100).optional() })
  .optional();
export const replayReply = z.object({
  object: z.literal('replay'),
  replayed: z.number().int().describe('Sent back to where they came from.'),
  dropped: z.number().int().describe('Of tasks that are at rest, or gone: there was nothing left to do.'),
  unreadable: z.number().int().describe('No messages of the market: they stay.'),
  left: z.number().int().describe('About how many lie there still.'),
});
export type ReplayReply = z.infer<typeof replayReply>;
