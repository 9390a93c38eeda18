import { z } from 'zod';
import { notOnOffer } from '../parsed-request.ts';
import { chatUsage } from './chat-completion.ts';

const promptsMax = 16;

/**
 * OpenAI's legacy completions. Each prompt is answered as a chat's only message would be. Strict: what no engine
 * keeps is refused by name.
 */
export const completionRequest = z.strictObject({
  model: z.string(),
  prompt: z.union(
    [z.string().min(1), z.array(z.string().min(1)).min(1).max(promptsMax)],
    `must be a text or 1 to ${promptsMax} texts; token arrays are not on offer`,
  ),
  max_tokens: z.int().min(1).nullish().meta({ description: '16 unless said, as ever with this endpoint.' }),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().gt(0).max(1).nullish(),
  n: z.int().min(1).max(8).nullish().meta({ description: 'Answers to each prompt; each is metered.' }),
  stop: z.union([z.string().min(1), z.array(z.string().min(1)).max(4)]).nullish(),
  seed: z.int().nullish(),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  echo: z.boolean().nullish().meta({ description: 'Each text begins with its prompt.' }),
  stream: z.boolean().nullish(),
  stream_options: z
    .strictObject({
      include_usage: z.boolean().optional(),
      include_obfuscation: z.literal(false, `${notOnOffer} but as false`).optional(),
    })
    .nullish(),
  user: z.string().optional(),
  suffix: z.null(`${notOnOffer}: nothing is inserted into a text`).optional(),
  logprobs: z.null(`${notOnOffer}: they differ between vehicles`).optional(),
  best_of: z.literal(1, `${notOnOffer} but as 1`).nullish(),
  logit_bias: z.null(notOnOffer).optional(),
});

/** A whole answer, and each chunk of a streamed one: of one shape. */
export const textCompletion = z.strictObject({
  id: z.string(),
  object: z.literal('text_completion'),
  created: z.int(),
  model: z.string(),
  choices: z.array(
    z.strictObject({
      index: z.int().min(0).meta({ description: 'Counts the answers to the first prompt, then the next.' }),
      text: z.string(),
      logprobs: z.null(),
      finish_reason: z.enum(['stop', 'length', 'content_filter']).nullable(),
    }),
  ),
  usage: chatUsage.nullable().optional(),
});

export type CompletionRequest = z.infer<typeof completionRequest>;
export type TextCompletion = z.infer<typeof textCompletion>;
