import { z } from 'zod';

/** OpenAI's embeddings request. Strict: an unknown parameter is refused by name. */
export const embeddingRequest = z.strictObject({
  model: z.string(),
  input: z.union([
    z.string().min(1),
    z.array(z.string().min(1)).min(1).max(2_048),
    z.array(z.number().int().min(0)).min(1),
    z
      .array(z.array(z.number().int().min(0)).min(1))
      .min(1)
      .max(2_048),
  ]),
  encoding_format: z.enum(['float', 'base64']).optional(),
  dimensions: z.literal(128, 'the model has 128 dimensions').optional(),
  user: z.string().optional(),
});

export type EmbeddingRequest = z.infer<typeof embeddingRequest>;
