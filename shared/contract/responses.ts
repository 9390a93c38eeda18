import { z } from 'zod';
import { notOnOffer } from '../parsed-request.ts';
import { routingRequest } from './routing.ts';

/**
 * OpenAI's Responses, as far as chat completions can keep them. Objects are strict: what would not be honoured is
 * refused by name, never dropped.
 */
const unavailable = z.null(notOnOffer).optional();

const inputTextPart = z.strictObject({ type: z.literal('input_text'), text: z.string() });
/** What this API itself answers with, so that its output can be sent back as input. */
const outputTextPart = z.strictObject({
  type: z.literal('output_text'),
  text: z.string(),
  annotations: z.array(z.unknown()).optional(),
  logprobs: z.array(z.unknown()).optional(),
});
const refusalPart = z.strictObject({ type: z.literal('refusal'), refusal: z.string() });
const imagePart = z.strictObject({
  type: z.literal('input_image'),
  image_url: z.string('is missing: send the image as a data URL'),
  file_id: unavailable,
  detail: z.enum(['auto', 'low', 'high']).nullish(),
});

const contentPart = z.discriminatedUnion('type', [inputTextPart, outputTextPart, refusalPart, imagePart], {
  error: `${notOnOffer}: parts are input_text, input_image, output_text and refusal`,
});

const itemStatus = z.enum(['in_progress', 'completed', 'incomplete']).nullish();

const messageItem = z.strictObject({
  type: z.literal('message').optional(),
  id: z.string().optional(),
  status: itemStatus,
  role: z.enum(['user', 'assistant', 'system', 'developer']),
  content: z.union([z.string(), z.array(contentPart).min(1)]),
  phase: z.enum(['commentary', 'final_answer']).nullish(),
});

const functionCallItem = z.strictObject({
  type: z.literal('function_call'),
  id: z.string().optional(),
  status: itemStatus,
  call_id: z.string().min(1),
  name: z.string().min(1),
  arguments: z.string(),
});

const functionCallOutputItem = z.strictObject({
  type: z.literal('function_call_output'),
  id: z.string().nullish(),
  status: itemStatus,
  call_id: z.string().min(1),
  output: z.union([z.string(), z.array(inputTextPart).min(1)]),
});

const inputItem = z.discriminatedUnion('type', [messageItem, functionCallItem, functionCallOutputItem], {
  error: `${notOnOffer}: items are message, function_call and function_call_output`,
});

const functionTool = z.strictObject({
  type: z.literal('function', `${notOnOffer}: only functions of yours`),
  name: z.string().min(1),
  description: z.string().nullish(),
  parameters: z.record(z.string(), z.unknown()).nullish(),
  strict: z.boolean().nullish(),
});

const textFormat = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text') }),
  z.strictObject({ type: z.literal('json_object') }),
  z.strictObject({
    type: z.literal('json_schema'),
    name: z.string(),
    description: z.string().optional(),
    schema: z.record(z.string(), z.unknown()),
    strict: z.boolean().nullish(),
  }),
]);

const toolChoice = z.union([
  z.enum(['none', 'auto', 'required']),
  z.strictObject({
    type: z.literal('function', `${notOnOffer}: only a function of yours can be chosen`),
    name: z.string(),
  }),
]);

const responseMetadata = z
  .record(z.string().max(64), z.string().max(512))
  .refine((metadata) => Object.keys(metadata).length <= 16, 'has more than 16 pairs');

export const responseRequest = z.strictObject({
  model: z.string(),
  input: z.union([z.string(), z.array(inputItem).min(1)]).meta({
    description: 'A text, or messages, function calls and their outputs in their order.',
  }),
  instructions: z.string().nullish().meta({ description: 'Stands before the input; not carried over.' }),
  previous_response_id: z.string().max(128).nullish().meta({
    description: 'A stored response: its input and its output stand before this input.',
  }),
  max_output_tokens: z.int().min(1).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  text: z
    .strictObject({
      format: textFormat.optional(),
      verbosity: z.literal('medium', `${notOnOffer} but as medium`).nullish(),
    })
    .optional(),
  tools: z.array(functionTool).max(128).optional(),
  tool_choice: toolChoice.optional(),
  parallel_tool_calls: z.boolean().nullish(),
  store: z.boolean().nullish().meta({ description: 'Kept for 30 days to be retrieved; true unless said.' }),
  background: z.boolean().nullish().meta({
    description: 'Answered at once as queued; retrieve it until it is completed.',
  }),
  stream: z.boolean().nullish(),
  stream_options: z
    .strictObject({ include_obfuscation: z.literal(false, `${notOnOffer} but as false`).optional() })
    .nullish(),
  service_tier: z.enum(['auto', 'default', 'flex', 'priority']).nullish(),
  metadata: responseMetadata.nullish(),
  truncation: z.literal('disabled', `${notOnOffer} but as disabled`).nullish(),
  include: z.array(z.unknown()).max(0, `${notOnOffer} but as an empty list`).nullish(),
  reasoning: z
    .strictObject({
      effort: z.literal('none', `${notOnOffer}: no model on sale reasons before it answers`).nullish(),
      summary: unavailable,
    })
    .nullish(),
  top_logprobs: z.literal(0, `${notOnOffer} but as 0`).nullish(),
  user: z.string().nullish(),
  safety_identifier: z.string().nullish(),
  prompt_cache_key: z.string().nullish(),
  x_parkade: routingRequest.nullish(),
  conversation: unavailable,
  prompt: unavailable,
  max_tool_calls: unavailable,
  context_management: unavailable,
  moderation: unavailable,
});

export type ResponseRequest = z.infer<typeof responseRequest>;
export type InputItem = z.infer<typeof inputItem>;
export type ContentPart = z.infer<typeof contentPart>;
