import { z } from 'zod';

/**
 * The part of OpenAI's chat completions that the engines on sale can keep. Objects are strict: a parameter that no
 * engine would honour is refused by name, never dropped.
 */
const textPart = z.strictObject({ type: z.literal('text'), text: z.string() });
const imagePart = z.strictObject({
  type: z.literal('image_url'),
  image_url: z.strictObject({
    url: z
      .string()
      .regex(
        /^data:image\/(png|jpeg);base64,/,
        'must be a data URL of a PNG or JPEG: the vehicle fetches nothing',
      ),
    detail: z.enum(['auto', 'low', 'high']).optional(),
  }),
});

const message = z.strictObject({
  role: z.enum(['system', 'developer', 'user', 'assistant']),
  content: z.union([z.string(), z.array(z.discriminatedUnion('type', [textPart, imagePart])).min(1)]),
  name: z.string().optional(),
});

const jsonSchemaFormat = z.strictObject({
  type: z.literal('json_schema'),
  json_schema: z.strictObject({
    name: z.string(),
    description: z.string().optional(),
    schema: z.record(z.string(), z.unknown()).optional(),
    strict: z.boolean().nullish(),
  }),
});

export const chatCompletionRequest = z.strictObject({
  model: z.string(),
  messages: z.array(message).min(1),
  max_tokens: z.number().int().min(1).nullish(),
  max_completion_tokens: z.number().int().min(1).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  seed: z.number().int().nullish(),
  stop: z.union([z.string(), z.array(z.string()).max(4)]).nullish(),
  n: z.literal(1, 'only 1 is on offer').nullish(),
  stream: z.literal(false, 'streaming is not on offer yet').nullish(),
  response_format: z
    .union([z.strictObject({ type: z.enum(['text', 'json_object']) }), jsonSchemaFormat])
    .optional(),
  user: z.string().optional(),
});

export type ChatCompletionRequest = z.infer<typeof chatCompletionRequest>;
