import { createRoute, z } from '@hono/zod-openapi';
import type { Batch } from '../../shared/batch.ts';
import { batchList, batchObjectOf } from '../../shared/contract/batches.ts';
import { listOf } from '../../shared/contract/list.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/batches',
  summary: 'Lists batches, newest first',
  request: {
    query: z.object({
      limit: z.coerce.number().int().min(1).max(100).default(20),
      after: z.string().optional(),
    }),
  },
  responses: { 200: { description: 'Batches', content: { 'application/json': { schema: batchList } } } },
});

export function listBatches(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const { limit, after } = c.req.valid('query');
    const found = await deps.batches.list(c.get('callerId'), { limit: limit + 1, after });
    const objects = await Promise.all(found.map((batch) => objectOf(deps, batch)));
    return c.json(listOf(objects, limit), 200);
  });
}

async function objectOf(deps: Deps, batch: Batch) {
  const [hold, running] = await Promise.all([
    deps.holds.get(batch.batchId),
    deps.pages.ofBatch(batch.batchId, batch.tasks),
  ]);
  return batchObjectOf(batch, {
    pages: running,
    chargedMicroUsd: hold.capturedMicroUsd,
    policy: deps.policy,
  });
}
