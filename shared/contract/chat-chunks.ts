import { z } from 'zod';

/** A piece of a tool call: the first of each call has its id, type and name, all have a piece of the arguments. */
const toolCallDelta = z.strictObject({
  index: z.number().int().min(0).max(127),
  id: z.string().optional(),
  type: z.literal('function').optional(),
  function: z.strictObject({ name: z.string().optional(), arguments: z.string().optional() }),
});

/**
 * What an engine says while it writes: one more piece of one choice, without its end. The pieces of a choice, put
 * together, are exactly its message in the final reply.
 */
export const chunkChoice = z.strictObject({
  index: z.number().int().min(0).max(7),
  delta: z.strictObject({
    content: z.string().optional(),
    tool_calls: z.array(toolCallDelta).optional(),
  }),
});

export type ChunkChoice = z.infer<typeof chunkChoice>;
export type ToolCallDelta = z.infer<typeof toolCallDelta>;
