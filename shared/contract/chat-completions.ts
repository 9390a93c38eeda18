import { z } from 'zod';
import { notOnOffer } from '../parsed-request.ts';
import { chatMessage } from './chat-messages.ts';
import { routingRequest } from './routing.ts';

/**
 * The part of OpenAI's chat completions that the engines on sale can keep. Objects are strict: a parameter that no
 * engine would honour is refused by name, never dropped.
 */
const jsonSchema = z.record(z.string(), z.unknown());
const functionName = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, _ or -');

const responseFormat = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text') }),
  z.strictObject({ type: z.literal('json_object') }),
  z.strictObject({
    type: z.literal('json_schema'),
    json_schema: z.strictObject({
      name: functionName,
      description: z.string().optional(),
      schema: jsonSchema,
      strict: z.boolean().nullish().meta({ description: 'The schema is kept exactly, strict or not.' }),
    }),
  }),
]);

const tool = z.strictObject({
  type: z.literal('function', `${notOnOffer}: tools are functions of yours`),
  function: z.strictObject({
    name: functionName,
    description: z.string().optional(),
    parameters: jsonSchema.optional(),
    strict: z.boolean().nullish().meta({ description: 'The schema is kept exactly, strict or not.' }),
  }),
});

const toolChoice = z.union([
  z.enum(['none', 'auto', 'required']),
  z.strictObject({ type: z.literal('function'), function: z.strictObject({ name: z.string() }) }),
]);

const metadata = z
  .record(z.string().max(64), z.string().max(512))
  .refine((pairs) => Object.keys(pairs).length <= 16, 'at most 16 pairs');

const tokenLimit = z.number().int().min(1).nullish();
const penalty = z.number().min(-2).max(2).nullish();

const request = z.strictObject({
  model: z.string(),
  messages: z.array(chatMessage).min(1).max(2_048),
  n: z.number().int().min(1).max(8).nullish().meta({ description: 'Each choice is metered.' }),
  max_tokens: tokenLimit,
  max_completion_tokens: tokenLimit,
  stop: z.union([z.string().min(1), z.array(z.string().min(1)).max(4)]).nullish(),
  temperature: z
    .number()
    .min(0)
    .max(2)
    .nullish()
    .meta({ description: '0, which takes the likeliest token, if it is left out.' }),
  top_p: z.number().gt(0).max(1).nullish(),
  seed: z
    .number()
    .int()
    .nullish()
    .meta({ description: '0 if it is left out. The same request gives the same answer.' }),
  frequency_penalty: penalty,
  presence_penalty: penalty,
  logprobs: z.literal(false, `${notOnOffer}: they differ between vehicles`).nullish(),
  top_logprobs: z.literal(0, `${notOnOffer}: they differ between vehicles`).nullish(),
  response_format: responseFormat.nullish(),
  tools: z.array(tool).min(1).max(128).nullish(),
  tool_choice: toolChoice.nullish(),
  parallel_tool_calls: z
    .boolean()
    .nullish()
    .meta({ description: 'An answer has one call at most, whichever is said.' }),
  stream: z.boolean().nullish(),
  stream_options: z
    .strictObject({
      include_usage: z.boolean().optional(),
      include_obfuscation: z.literal(false, `${notOnOffer} but as false`).optional(),
    })
    .nullish(),
  service_tier: z.enum(['auto', 'default', 'flex', 'priority']).nullish(),
  modalities: z.array(z.literal('text', `${notOnOffer}: answers are text`)).nullish(),
  store: z.literal(false, `${notOnOffer}: completions are not kept`).nullish(),
  metadata: metadata.nullish(),
  user: z.string().nullish(),
  safety_identifier: z.string().nullish(),
  prompt_cache_key: z.string().nullish(),
  x_parkade: routingRequest.nullish(),
});

export type ChatCompletionRequest = z.infer<typeof request>;
export type ChatTool = z.infer<typeof tool>;

export const chatCompletionRequest = request.superRefine((body, context) => {
  for (const [param, message] of contradictions(body))
    context.addIssue({ code: 'custom', path: param.split('.'), message });
});

type Contradiction = [param: string, message: string];

/** What each parameter allows by itself, but not together. */
function contradictions(body: ChatCompletionRequest): Contradiction[] {
  const found = toolContradictions(body);
  const { max_tokens, max_completion_tokens, stop, response_format } = body;
  const bothLimits = max_tokens != null && max_completion_tokens != null;
  if (bothLimits && max_tokens !== max_completion_tokens)
    found.push(['max_tokens', 'is not what max_completion_tokens says: give one of them']);
  if (body.stream_options && !body.stream) found.push(['stream_options', 'is for "stream": true only']);
  if (stop != null && response_format && response_format.type !== 'text')
    found.push(['stop', 'could cut JSON short: leave it out with this response_format']);
  return found;
}

function toolContradictions({ tools, tool_choice }: ChatCompletionRequest): Contradiction[] {
  const names = tools?.map((each) => each.function.name) ?? [];
  const twice = names.findIndex((name, index) => names.indexOf(name) < index);
  if (twice >= 0) return [[`tools.${twice}.function.name`, 'is the name of another tool as well']];
  if (!tool_choice || tool_choice === 'none') return [];
  if (names.length === 0) return [['tool_choice', 'needs tools to choose from']];
  if (typeof tool_choice === 'string' || names.includes(tool_choice.function.name)) return [];
  return [['tool_choice.function.name', 'is none of the tools']];
}
