import { createRoute, z } from '@hono/zod-openapi';
import { embeddingRequest } from '../../shared/contract/embeddings.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { answerLive } from './live/answer-live.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/embeddings',
  summary: 'Vectors of texts, at once',
  request: { body: { required: true, content: { 'application/json': { schema: z.unknown() } } } },
  responses: {
    200: {
      description: 'The embeddings',
      content: { 'application/json': { schema: z.record(z.string(), z.unknown()) } },
    },
  },
});

/** The body is judged by the same rule as a batch file's line (shared/inference-request.ts). */
export function createEmbedding(api: Api, deps: Deps) {
  // As JSON Schema: the registry's own way needs schemas that were made after its library was loaded.
  api.openAPIRegistry.registerComponent(
    'schemas',
    'CreateEmbeddingRequest',
    z.toJSONSchema(embeddingRequest) as object,
  );
  api.openapi(route, async (c) => {
    const caller = { customerId: c.get('callerId'), ...c.get('key') };
    const call = { endpoint: '/v1/embeddings', body: c.req.valid('json'), hungUp: c.req.raw.signal } as const;
    return c.json(await answerLive(deps, caller, call), 200);
  });
}
