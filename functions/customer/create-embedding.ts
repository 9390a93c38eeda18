import { createRoute } from '@hono/zod-openapi';
import { type EmbeddingList, embeddingList, embeddingRequest } from '../../shared/contract/embeddings.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { judgedLater } from '../edge/judged-later.ts';
import { answerLive } from './live/answer-live.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/embeddings',
  summary: 'Vectors of texts, at once',
  request: {
    body: { required: true, content: { 'application/json': { schema: judgedLater(embeddingRequest) } } },
  },
  responses: {
    200: {
      description: 'The embeddings',
      content: { 'application/json': { schema: embeddingList } },
    },
  },
});

/** The body is judged by the same rule as a batch file's line (shared/inference-request.ts). */
export function createEmbedding(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const caller = { customerId: c.get('callerId'), ...c.get('key') };
    const call = { endpoint: '/v1/embeddings', body: c.req.valid('json'), hungUp: c.req.raw.signal } as const;
    // Not parsed: up to 800,000 numbers that the vehicle's engine made.
    return c.json((await answerLive(deps, caller, call)) as EmbeddingList, 200);
  });
}
