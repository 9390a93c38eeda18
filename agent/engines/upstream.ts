import ky from 'ky';
import { z } from 'zod';
import type { Endpoint } from '../../shared/catalogue.ts';
import { type Engine, noUnits, type RequestBody } from './engine.ts';

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

/** These say something of the request; any other failure is the server's or its operator's. */
const customersMistakes = [400, 413, 422];

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

  async function run(body: RequestBody, signal?: AbortSignal) {
    const json = { ...body, model: upstreamModel, stream: undefined, stream_options: undefined };
    const response = await client.post(url, { json, ...(signal && { signal }) });
    const reply = z.record(z.string(), z.unknown()).parse(await response.json());
    if (!response.ok) return { status: 400, body: reply, units: noUnits };
    const { usage } = upstreamReply.parse(reply);
    return {
      status: 200,
      body: { ...reply, model },
      units: { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens, pages: 0 },
    };
  }

  return { model, name: 'OpenAI-compatible upstream', modelSha256, run, close: async () => undefined };
}
