import { type Endpoint, getServedModel, type Model } from './catalogue.ts';
import { type CallableTool, type ChatRequest, chatRequest, imagesIn } from './chat-request.ts';
import type { ChatMessage } from './contract/chat-messages.ts';
import { type EmbeddingRequest, embeddingRequest } from './contract/embeddings.ts';
import { type Estimate, estimate } from './metering.ts';
import { parsedRequest } from './parsed-request.ts';
import { Refusal } from './refusal.ts';

/** One request, judged before anything is queued: it fits its model, and what it can cost is known. */
export type InferenceRequest = { model: Model; body: Record<string, unknown> } & Estimate;

/** Refuses with model_not_found, invalid_request or unsupported_parameter, naming the parameter. */
export function inferenceRequest(endpoint: Endpoint, body: unknown): InferenceRequest {
  switch (endpoint) {
    case '/v1/embeddings': {
      const { request, model } = embeddingAsk(body);
      return { model, body: request, ...embeddingEstimate(model, request) };
    }
    case '/v1/chat/completions': {
      const chat = chatRequest(body);
      return { model: chat.model, body: chat.request, ...chatEstimate(chat) };
    }
  }
}

/** What to embed and with which model; market and vehicle judge it alike. */
export function embeddingAsk(body: unknown): { request: EmbeddingRequest; model: Model } {
  const request = parsedRequest(embeddingRequest, body);
  const model = getServedModel(request.model, '/v1/embeddings');
  refuseForeignTokens(model, request.input);
  const { dimensions } = model.limits;
  if (request.dimensions !== undefined && dimensions) refuseDimensions(request.dimensions, dimensions);
  return { request, model };
}

function refuseDimensions(asked: number, { least, most }: { least: number; most: number }) {
  if (asked < least || asked > most)
    throw new Refusal(
      'invalid_request',
      `dimensions: must be from ${least} to ${most}; fewer say too little`,
      {
        param: 'dimensions',
      },
    );
}

/** Texts are counted in tokens by the vehicle, which has the tokenizer; token numbers can be judged before. */
function refuseForeignTokens(model: Model, input: EmbeddingRequest['input']) {
  const { vocabularySize = Number.POSITIVE_INFINITY, contextTokens } = model.limits;
  for (const tokens of tokenInputs(input)) {
    if (tokens.some((token) => token >= vocabularySize))
      throw new Refusal(
        'invalid_request',
        `input: token numbers of '${model.id}' are under ${vocabularySize}`,
        {
          param: 'input',
        },
      );
    if (tokens.length > contextTokens)
      throw new Refusal('invalid_request', `input: '${model.id}' reads at most ${contextTokens} tokens`, {
        param: 'input',
      });
  }
}

function tokenInputs(input: EmbeddingRequest['input']): number[][] {
  if (typeof input === 'string') return [];
  const [first] = input;
  if (typeof first === 'number') return [input as number[]];
  return typeof first === 'string' ? [] : (input as number[][]);
}

/** A token number counts as a byte: it is one token. */
function embeddingEstimate(model: Model, { input }: EmbeddingRequest): Estimate {
  const texts = Array.isArray(input) ? input : [input];
  const textBytes = texts.reduce<number>(
    (sum, text) => sum + (typeof text === 'number' ? 1 : lengthOf(text)),
    0,
  );
  const count = typeof texts[0] === 'number' ? 1 : texts.length;
  return estimate(model, { textBytes, texts: count, tools: 0, outputTokens: 0, choices: 1, pages: 0 });
}

const lengthOf = (text: string | number[]) => (typeof text === 'string' ? utf8Length(text) : text.length);

/** All that enters the prompt counts its bytes: messages, calls and their results, and the functions told of. */
function chatEstimate({ request, model, tools, choices, outputTokens }: ChatRequest): Estimate {
  const { messages } = request;
  const texts = [...messages.map(messageText), ...tools.map((tool) => toolText(tool, request.tools))];
  const calls = messages.flatMap((message) => (message.role === 'assistant' && message.tool_calls) || []);
  return estimate(model, {
    textBytes: texts.reduce((sum, text) => sum + utf8Length(text), 0),
    texts: messages.length,
    tools: tools.length + calls.length,
    outputTokens,
    choices,
    pages: imagesIn(request),
  });
}

/** A function's result is told as a JSON string, which is longer. */
function messageText(message: ChatMessage): string {
  const text = contentText(message.content);
  if (message.role === 'tool') return JSON.stringify(text);
  const calls = (message.role === 'assistant' && message.tool_calls) || [];
  const said = calls.map(({ function: call }) => `${call.name}${call.arguments}`).join('');
  return `${message.name ?? ''}${text}${said}`;
}

function contentText(content: ChatMessage['content']): string {
  if (typeof content === 'string') return content;
  return (content ?? []).map((part) => (part.type === 'text' ? part.text : '')).join('');
}

const toolText = ({ name }: CallableTool, tools: ChatRequest['request']['tools']) =>
  JSON.stringify(tools?.find((tool) => tool.function.name === name) ?? {});

const utf8Length = (text: string) => new TextEncoder().encode(text).length;
