import { getServedModel, type Model } from './catalogue.ts';
import {
  type ChatCompletionRequest,
  type ChatTool,
  chatCompletionRequest,
} from './contract/chat-completions.ts';
import type { ChatMessage } from './contract/chat-messages.ts';
import { parsedRequest } from './parsed-request.ts';
import { Refusal } from './refusal.ts';
import { anyObject, type JsonShape } from './structured/json-shape.ts';
import { readSchema } from './structured/read-schema.ts';

/** A chat that its model can answer, with what its answer may look like. Market and vehicle judge it alike. */
export type ChatRequest = {
  request: ChatCompletionRequest;
  model: Model;
  choices: number;
  /** Most of a choice. */
  outputTokens: number;
  /** What the text of the answer must be; any text where it is undefined. */
  format: JsonShape | undefined;
  /** Those that may be called; with `required`, one of them is. */
  tools: readonly CallableTool[];
  toolChoice: 'none' | 'auto' | 'required';
};

export type CallableTool = { name: string; description: string | undefined; parameters: JsonShape };

/** Refuses with model_not_found, invalid_request or unsupported_parameter, naming the parameter. */
export function chatRequest(body: unknown): ChatRequest {
  const request = parsedRequest(chatCompletionRequest, body);
  const model = getServedModel(request.model, '/v1/chat/completions');
  refuseImages(model, request);
  if (model.kind === 'ocr') refuseForPages(model, request);
  refuseLooseToolMessages(request.messages);
  const { defaultOutputTokens, contextTokens } = model.limits;
  const asked = request.max_completion_tokens ?? request.max_tokens ?? defaultOutputTokens;
  return {
    request,
    model,
    choices: request.n ?? 1,
    outputTokens: Math.min(asked, contextTokens),
    format: formatOf(request),
    ...toolsOf(request),
  };
}

export const imagesIn = ({ messages }: ChatCompletionRequest): number =>
  messages
    .flatMap(({ content }) => (Array.isArray(content) ? content : []))
    .filter(({ type }) => type === 'image_url').length;

function refuseImages(model: Model, request: ChatCompletionRequest) {
  const images = imagesIn(request);
  if (model.kind === 'ocr' && images !== 1)
    throw invalid('messages', `The model '${model.id}' reads exactly one image; there are ${images}.`);
  if (model.kind !== 'ocr' && images > 0)
    throw invalid('messages', `The model '${model.id}' does not read images.`);
}

/** A model that reads a page has no use for these; sampling parameters, which clients send, change nothing. */
function refuseForPages(model: Model, request: ChatCompletionRequest) {
  const { n, stop, tools, response_format, frequency_penalty, presence_penalty } = request;
  const format = response_format && response_format.type !== 'text' ? response_format : undefined;
  const several = n === 1 ? undefined : n;
  const asked = { n: several, stop, tools, response_format: format, frequency_penalty, presence_penalty };
  const param = Object.entries(asked).find(([, value]) => value)?.[0];
  if (param)
    throw new Refusal(
      'unsupported_parameter',
      `'${param}' is not supported by '${model.id}': it gives the text of a page as it stands.`,
      { param },
    );
}

/** Each call of a function is answered by the tool messages after it, and each tool message answers one. */
function refuseLooseToolMessages(messages: readonly ChatMessage[]) {
  let open = new Set<string>();
  for (const [index, message] of messages.entries()) {
    if (message.role === 'tool' && !open.delete(message.tool_call_id))
      throw invalid(`messages.${index}.tool_call_id`, 'answers no call of the assistant message before it');
    if (message.role === 'tool') continue;
    if (open.size > 0) throw invalid(`messages.${index}`, unansweredText(open));
    open = new Set(message.role === 'assistant' ? message.tool_calls?.map(({ id }) => id) : []);
  }
  if (open.size > 0) throw invalid('messages', unansweredText(open));
}

const unansweredText = (open: ReadonlySet<string>) =>
  `a tool message must answer each call first; missing: ${[...open].join(', ')}`;

function formatOf({ response_format }: ChatCompletionRequest): JsonShape | undefined {
  switch (response_format?.type) {
    case 'json_object':
      return anyObject;
    case 'json_schema':
      return readSchema(response_format.json_schema.schema, 'response_format.json_schema.schema');
    default:
      return undefined;
  }
}

function toolsOf({ tools, tool_choice }: ChatCompletionRequest): Pick<ChatRequest, 'tools' | 'toolChoice'> {
  // All are read, so that a schema is refused even where its tool can not be called.
  const callable = (tools ?? []).map(callableTool);
  const choice = tool_choice ?? 'auto';
  if (callable.length === 0 || choice === 'none') return { tools: [], toolChoice: 'none' };
  if (typeof choice === 'string') return { tools: callable, toolChoice: choice };
  return { tools: callable.filter(({ name }) => name === choice.function.name), toolChoice: 'required' };
}

function callableTool(
  { function: { name, description, parameters } }: ChatTool,
  index: number,
): CallableTool {
  const path = `tools.${index}.function.parameters`;
  if (!parameters || Object.keys(parameters).length === 0)
    return { name, description, parameters: anyObject };
  if (parameters.type !== 'object' && parameters.$ref === undefined)
    throw invalid(`${path}.type`, 'the arguments of a function are an object');
  return { name, description, parameters: readSchema(parameters, path) };
}

const invalid = (param: string, message: string) =>
  new Refusal('invalid_request', `${param}: ${message}`, { param });
