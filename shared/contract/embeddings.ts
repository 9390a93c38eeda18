import { z } from 'zod';
import { routingRequest } from './routing.ts';

const tokens = z.array(z.number().int().min(0)).min(1);

/** OpenAI's embeddings request. Strict: an unknown parameter is refused by name. */
export const embeddingRequest = z.strictObject({
  model: z.string(),
  input: z.union(
    [
      z.string().min(1),
      z.array(z.string().min(1)).min(1).max(2_048),
      tokens,
      z.array(tokens).min(1).max(2_048),
    ],
    'must be a text, up to 2,048 texts, or token numbers instead of texts; none may be empty',
  ),
  encoding_format: z.enum(['float', 'base64']).optional(),
  dimensions: z
    .number()
    .int()
    .min(1)
    .optional()
    .meta({ description: 'Fewer than the model has: its vectors are cut and made length one again.' }),
  user: z.string().optional(),
  x_parkade: routingRequest.nullish(),
  service_tier: z.enum(['auto', 'default', 'flex', 'priority']).nullish(),
});

const tokenCount = z.number().int().min(0);

/** OpenAI's list of embeddings, one for each text in its order. */
export const embeddingList = z.object({
  object: z.literal('list'),
  data: z.array(
    z.object({
      object: z.literal('embedding'),
      index: z.number().int().min(0),
      embedding: z
        .union([z.array(z.number()), z.string()])
        .meta({ description: 'Numbers; with encoding_format base64, 32-bit floats as text.' }),
    }),
  ),
  model: z.string(),
  usage: z.object({ prompt_tokens: tokenCount, total_tokens: tokenCount }),
});

export type EmbeddingList = z.infer<typeof embeddingList>;
export type EmbeddingRequest = z.infer<typeof embeddingRequest>;
