import ky from 'ky';
import { z } from 'zod';
import type { Endpoint } from '../../shared/catalogue.ts';
import { chatRequest } from '../../shared/chat-request.ts';
import { chatCompletion } from '../../shared/contract/chat-completion.ts';
import { type Engine, noUnits, type OnChoice, type RequestBody } from './engine.ts';
import { refusingInvalid } from './invalid-request.ts';
import { refuseBrokenSchema } from './kept-schema.ts';
import { readStream } from './upstream-stream.ts';

type UpstreamOptions = {
  /** As sold. */
  model: string;
  /** As the server calls it. */
  upstreamModel: string;
  endpoint: Endpoint;
  /** Ends in /v1, as OpenAI clients want it. */
  baseUrl: string;
  apiKey?: string | undefined;
  /** Of the weights the operator gave the server: the agent can not see them. */
  modelSha256: string;
};

const upstreamReply = z.looseObject({
  usage: z.looseObject({
    prompt_tokens: z.number().int().min(0),
    completion_tokens: z.number().int().min(0).default(0),
  }),
});

const upstreamChoices = chatCompletion.pick({ choices: true });

/** These say something of the request; any other failure is the server's or its operator's. */
const customersMistakes = [400, 413, 422];

/** Between the customer and the market; a server might refuse them. */
const marketsOwn = [
  'stream',
  'stream_options',
  'service_tier',
  'store',
  'metadata',
  'user',
  'safety_identifier',
  'prompt_cache_key',
  'x_parkade',
];

/** Runs requests on any server that speaks OpenAI's API: llama-server, Ollama, vLLM. Units are what it reports. */
export function openUpstream(options: UpstreamOptions): Engine {
  const { model, upstreamModel, endpoint, baseUrl, apiKey, modelSha256 } = options;
  const client = ky.create({
    ...(apiKey !== undefined && { headers: { authorization: `Bearer ${apiKey}` } }),
    throwHttpErrors: (status) => !customersMistakes.includes(status),
    retry: { limit: 3, methods: ['post'], jitter: true },
    timeout: 300_000,
  });
  const url = `${baseUrl.replace(/\/v1\/?$/, '')}${endpoint}`;

  async function answer(body: RequestBody, signal?: AbortSignal, onChoice?: OnChoice) {
    const streamed = onChoice && endpoint === '/v1/chat/completions';
    const json = {
      ...Object.fromEntries(Object.entries(body).filter(([name]) => !marketsOwn.includes(name))),
      model: upstreamModel,
      ...(streamed && { stream: true, stream_options: { include_usage: true } }),
    };
    const response = await client.post(url, { json, ...(signal && { signal }) });
    const inPieces = response.headers.get('content-type')?.startsWith('text/event-stream');
    const told =
      streamed && inPieces && response.body ? await readStream(response.body, onChoice) : undefined;
    const reply = told ?? z.record(z.string(), z.unknown()).parse(await response.json());
    if (!response.ok) return { status: 400, body: reply, units: noUnits };
    const { usage } = upstreamReply.parse(reply);
    if (endpoint === '/v1/chat/completions') judgeAnswers(body, reply);
    return {
      status: 200,
      body: { ...reply, model },
      units: { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens, pages: 0 },
    };
  }

  return {
    model,
    name: 'OpenAI-compatible upstream',
    modelSha256,
    run: (body, signal, onChoice) => refusingInvalid(() => answer(body, signal, onChoice)),
    close: async () => undefined,
  };
}

/** A server may not know how to keep a schema, or to give several choices. */
function judgeAnswers(body: RequestBody, reply: Record<string, unknown>) {
  const { request, choices: asked } = chatRequest(body);
  const { choices } = upstreamChoices.parse(reply);
  if (choices.length !== asked)
    throw new Error(`The upstream server gave ${choices.length} choices of ${asked}.`);
  for (const { message, finish_reason } of choices) {
    const calls = (message.tool_calls ?? []).map((call) => call.function);
    if (finish_reason !== 'length') refuseBrokenSchema(request, { content: message.content ?? '', calls });
  }
}
