import type { z } from 'zod';
import { type Endpoint, getModel, type Model } from './catalogue.ts';
import { type ChatCompletionRequest, chatCompletionRequest } from './contract/chat-completions.ts';
import { type EmbeddingRequest, embeddingRequest } from './contract/embeddings.ts';
import { type Estimate, estimate } from './metering.ts';
import { Refusal } from './refusal.ts';

/** One request, judged before anything is queued: it fits its model, and what it can cost is known. */
export type InferenceRequest = { model: Model; body: Record<string, unknown> } & Estimate;

/** Refuses with model_not_found, invalid_request or unsupported_parameter, naming the parameter. */
export function inferenceRequest(endpoint: Endpoint, body: unknown): InferenceRequest {
  switch (endpoint) {
    case '/v1/embeddings': {
      const request = parsed(embeddingRequest, body);
      return { ...priced(endpoint, request.model, embeddingAsk(request)), body: request };
    }
    case '/v1/chat/completions': {
      const request = parsed(chatCompletionRequest, body);
      return { ...priced(endpoint, request.model, chatAsk(request)), body: request };
    }
  }
}

type Ask = { textBytes: number; texts: number; images: number; outputTokens: number | undefined };

function priced(endpoint: Endpoint, modelId: string, ask: Ask) {
  const model = getModel(modelId);
  if (model.endpoint !== endpoint)
    throw new Refusal(
      'invalid_request',
      `The model '${model.id}' is served at ${model.endpoint}, not at ${endpoint}.`,
      {
        param: 'model',
      },
    );
  if (model.kind === 'ocr' && ask.images !== 1)
    throw new Refusal(
      'invalid_request',
      `The model '${model.id}' reads exactly one image; there are ${ask.images}.`,
      {
        param: 'messages',
      },
    );
  if (model.kind !== 'ocr' && ask.images > 0)
    throw new Refusal('invalid_request', `The model '${model.id}' does not read images.`, {
      param: 'messages',
    });
  const { defaultOutputTokens } = model.limits;
  const outputTokens = Math.min(ask.outputTokens ?? defaultOutputTokens, model.limits.contextTokens);
  const { textBytes, texts, images: pages } = ask;
  return { model, ...estimate(model, { textBytes, texts, outputTokens, pages }) };
}

function embeddingAsk({ input }: EmbeddingRequest): Ask {
  const texts = Array.isArray(input) ? input : [input];
  return {
    textBytes: texts.reduce<number>((sum, text) => sum + bytesOf(text), 0),
    texts: typeof texts[0] === 'number' ? 1 : texts.length,
    images: 0,
    outputTokens: 0,
  };
}

/** A token id counts as a byte: it is one token. */
const bytesOf = (text: string | number | number[]): number => {
  if (typeof text === 'number') return 1;
  return typeof text === 'string' ? utf8Length(text) : text.length;
};

function chatAsk({ messages, max_completion_tokens, max_tokens }: ChatCompletionRequest): Ask {
  const parts = messages.flatMap(({ content }) =>
    typeof content === 'string' ? [{ type: 'text' as const, text: content }] : content,
  );
  return {
    textBytes: parts.reduce((sum, part) => sum + (part.type === 'text' ? utf8Length(part.text) : 0), 0),
    texts: messages.length,
    images: parts.filter((part) => part.type === 'image_url').length,
    outputTokens: max_completion_tokens ?? max_tokens ?? undefined,
  };
}

const utf8Length = (text: string) => new TextEncoder().encode(text).length;

function parsed<Request>(schema: z.ZodType<Request>, body: unknown): Request {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  if (issue?.code === 'unrecognized_keys')
    throw new Refusal('unsupported_parameter', `Unsupported parameter: '${issue.keys[0]}'.`, {
      param: [...issue.path.map(String), issue.keys[0]].join('.'),
    });
  const param = issue?.path.map(String).join('.') ?? '';
  throw new Refusal('invalid_request', `${param || 'body'}: ${issue?.message ?? 'invalid'}`, { param });
}
