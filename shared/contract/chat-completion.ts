import { z } from 'zod';

/** A whole call of a customer's function; `arguments` is JSON as text. */
export const toolCall = z.strictObject({
  id: z.string(),
  type: z.literal('function'),
  function: z.strictObject({ name: z.string(), arguments: z.string() }),
});

const tokens = z.number().int().min(0);

export const chatUsage = z.looseObject({
  prompt_tokens: tokens,
  completion_tokens: tokens,
  total_tokens: tokens,
});

const finishReason = z.enum(['stop', 'length', 'tool_calls', 'content_filter', 'function_call']);

/** OpenAI's chat.completion, as a vehicle hands it in: loose, since an upstream server may say more. */
export const chatCompletion = z.looseObject({
  id: z.string(),
  object: z.literal('chat.completion'),
  created: z.number().int(),
  model: z.string(),
  choices: z
    .array(
      z.looseObject({
        index: z.number().int().min(0),
        message: z.looseObject({
          role: z.literal('assistant'),
          content: z.string().nullish(),
          tool_calls: z.array(toolCall.loose()).nullish(),
        }),
        finish_reason: finishReason,
      }),
    )
    .min(1),
  usage: chatUsage,
});

/** One event of a stream, as OpenAI's clients read it. */
export const chatCompletionChunk = z.strictObject({
  id: z.string(),
  object: z.literal('chat.completion.chunk'),
  created: z.number().int(),
  model: z.string(),
  service_tier: z.string().optional(),
  choices: z.array(
    z.strictObject({
      index: z.number().int().min(0),
      delta: z.strictObject({
        role: z.literal('assistant').optional(),
        content: z.string().nullable().optional(),
        tool_calls: z
          .array(
            z.strictObject({
              index: z.number().int().min(0),
              id: z.string().optional(),
              type: z.literal('function').optional(),
              function: z.strictObject({ name: z.string().optional(), arguments: z.string().optional() }),
            }),
          )
          .optional(),
      }),
      logprobs: z.null(),
      finish_reason: finishReason.nullable(),
    }),
  ),
  /** With include_usage: null in all chunks but the last, which has no choices. */
  usage: chatUsage.nullable().optional(),
});

export type ChatCompletion = z.infer<typeof chatCompletion>;
export type ChatCompletionChunk = z.infer<typeof chatCompletionChunk>;
