import { z } from 'zod';
import type { RequestBody } from './engine.ts';
import { InvalidRequest, parseBody } from './invalid-request.ts';

const textPart = z.strictObject({ type: z.literal('text'), text: z.string() });
const imagePart = z.strictObject({
  type: z.literal('image_url'),
  image_url: z.strictObject({ url: z.string(), detail: z.enum(['auto', 'low', 'high']).optional() }),
});

const message = z.strictObject({
  role: z.enum(['system', 'developer', 'user', 'assistant']),
  content: z.union([z.string(), z.array(z.discriminatedUnion('type', [textPart, imagePart])).min(1)], {
    error: 'a string, or an array of text and image_url parts.',
  }),
  name: z.string().optional(),
});

const responseFormat = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text') }),
  z.strictObject({ type: z.literal('json_object') }),
  z.strictObject({
    type: z.literal('json_schema'),
    json_schema: z.strictObject({
      name: z.string(),
      description: z.string().optional(),
      schema: z.looseObject({ type: z.literal('object', { error: "the schema's root must be an object." }) }),
      strict: z.boolean().nullish(),
    }),
  }),
]);

const maxTokens = z.number().int().min(1).nullish();

/** Parameters of a chat completion that an engine honours, and those that do not touch the answer. */
const chatBody = z.strictObject({
  model: z.string(),
  messages: z.array(message).min(1),
  max_tokens: maxTokens,
  max_completion_tokens: maxTokens,
  stop: z.union([z.string().min(1), z.array(z.string().min(1)).max(4)]).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().gt(0).max(1).nullish(),
  seed: z.number().int().min(0).max(0xffff_ffff).nullish(),
  n: z.literal(1, { error: 'only 1 is supported.' }).nullish(),
  response_format: responseFormat.nullish(),
  frequency_penalty: z.literal(0, { error: 'only 0 is supported.' }).nullish(),
  presence_penalty: z.literal(0, { error: 'only 0 is supported.' }).nullish(),
  logprobs: z.literal(false, { error: 'only false is supported.' }).nullish(),
  // A task's result is whole: the market streams to the customer, the vehicle does not.
  stream: z.boolean().nullish(),
  stream_options: z.unknown().optional(),
  user: z.string().nullish(),
  safety_identifier: z.string().nullish(),
  prompt_cache_key: z.string().nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  store: z.boolean().nullish(),
  service_tier: z.string().nullish(),
});

export type ChatBody = z.infer<typeof chatBody>;
export type ChatMessage = ChatBody['messages'][number];

/** Throws InvalidRequest: an unknown parameter is refused, never ignored. */
export const parseChatBody = (body: RequestBody, model: string): ChatBody => parseBody(chatBody, body, model);

/** The text of a message; throws InvalidRequest when it holds an image. */
export function textOf(content: ChatMessage['content'], index: number): string {
  if (typeof content === 'string') return content;
  return content
    .map((part) => {
      if (part.type === 'text') return part.text;
      throw new InvalidRequest('invalid_value', 'This model reads text only.', `messages.${index}.content`);
    })
    .join('');
}
