import { z } from 'zod';

/** OpenAI's response and its parts, as this API answers them. Times in Unix seconds. */
const outputText = z.strictObject({
  type: z.literal('output_text'),
  text: z.string(),
  annotations: z.array(z.never()),
  logprobs: z.array(z.never()),
});

const itemStatus = z.enum(['in_progress', 'completed', 'incomplete']);

const outputMessage = z.strictObject({
  id: z.string(),
  type: z.literal('message'),
  role: z.literal('assistant'),
  status: itemStatus,
  content: z.array(outputText),
});

const functionCall = z.strictObject({
  id: z.string(),
  type: z.literal('function_call'),
  status: itemStatus,
  call_id: z.string().meta({ description: 'What its function_call_output has to name.' }),
  name: z.string(),
  arguments: z.string().meta({ description: 'JSON as text, valid by the function’s own schema.' }),
});

const outputItem = z.discriminatedUnion('type', [outputMessage, functionCall]);

const tokens = z.int().min(0);

const usage = z.strictObject({
  input_tokens: tokens,
  input_tokens_details: z.strictObject({ cached_tokens: tokens, cache_write_tokens: tokens }),
  output_tokens: tokens,
  output_tokens_details: z.strictObject({ reasoning_tokens: tokens }),
  total_tokens: tokens,
});

const responseStatus = z.enum(['queued', 'in_progress', 'completed', 'incomplete', 'failed', 'cancelled']);

export const responseObject = z.strictObject({
  id: z.string(),
  object: z.literal('response'),
  created_at: z.int(),
  completed_at: z.int().nullable(),
  status: responseStatus,
  background: z.boolean(),
  error: z.strictObject({ code: z.enum(['server_error', 'invalid_prompt']), message: z.string() }).nullable(),
  incomplete_details: z.strictObject({ reason: z.enum(['max_output_tokens', 'content_filter']) }).nullable(),
  instructions: z.string().nullable(),
  max_output_tokens: z.int().nullable(),
  max_tool_calls: z.null(),
  metadata: z.record(z.string(), z.string()),
  model: z.string(),
  output: z.array(outputItem),
  parallel_tool_calls: z.boolean(),
  previous_response_id: z.string().nullable(),
  prompt_cache_key: z.string().nullable(),
  reasoning: z.strictObject({ effort: z.null(), summary: z.null() }),
  safety_identifier: z.string().nullable(),
  service_tier: z.string(),
  store: z.boolean(),
  temperature: z.number().nullable().meta({ description: 'null: the model’s own way.' }),
  text: z.looseObject({ format: z.looseObject({ type: z.string() }) }),
  tool_choice: z.union([z.string(), z.looseObject({ type: z.string() })]),
  tools: z.array(z.looseObject({ type: z.literal('function'), name: z.string() })),
  top_logprobs: z.literal(0),
  top_p: z.number().nullable(),
  truncation: z.literal('disabled'),
  usage: usage.nullable(),
  user: z.string().nullable(),
});

/** One event of a streamed response; what else it has depends on its type (shared/responses/events.ts). */
export const responseEvent = z.looseObject({
  type: z.string().meta({ examples: ['response.output_text.delta'] }),
  sequence_number: z.int().min(0).meta({ description: 'Counts from 0 without a gap.' }),
  response: responseObject.optional().meta({ description: 'In events of the life of the whole response.' }),
});

const inputText = z.strictObject({ type: z.literal('input_text'), text: z.string() });

const inputImage = z.strictObject({
  type: z.literal('input_image'),
  image_url: z.string(),
  detail: z.enum(['auto', 'low', 'high']),
});

const inputMessage = z.strictObject({
  id: z.string(),
  type: z.literal('message'),
  role: z.enum(['user', 'system', 'developer']),
  status: itemStatus,
  content: z.array(z.discriminatedUnion('type', [inputText, inputImage])),
});

const functionCallOutput = z.strictObject({
  id: z.string(),
  type: z.literal('function_call_output'),
  status: itemStatus,
  call_id: z.string(),
  output: z.union([z.string(), z.array(inputText)]),
});

/** What a response is made from: what was said before it by either side, then its own input. */
export const conversationItem = z.union([inputMessage, outputMessage, functionCall, functionCallOutput]);

export const conversationItemList = z.strictObject({
  object: z.literal('list'),
  data: z.array(conversationItem),
  first_id: z.string().nullable(),
  last_id: z.string().nullable(),
  has_more: z.boolean(),
});

export const responseDeleted = z.strictObject({
  id: z.string(),
  object: z.literal('response'),
  deleted: z.literal(true),
});

export type ConversationItem = z.infer<typeof conversationItem>;
export type InputMessage = z.infer<typeof inputMessage>;
export type OutputMessage = z.infer<typeof outputMessage>;
export type OutputText = z.infer<typeof outputText>;
export type OutputItem = z.infer<typeof outputItem>;
export type ResponseObject = z.infer<typeof responseObject>;
export type ResponseUsage = z.infer<typeof usage>;
