import { createRoute, z } from '@hono/zod-openapi';
import { batchObject, batchObjectOf } from '../../shared/contract/batches.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { standingOf } from './batches/standing.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/batches/{batchId}',
  summary: 'Retrieves a batch with its progress and its charge so far',
  request: { params: z.object({ batchId: z.string() }) },
  responses: { 200: { description: 'The batch', content: { 'application/json': { schema: batchObject } } } },
});

export function getBatch(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const batch = await deps.batches.get({ customerId: c.get('callerId'), ...c.req.valid('param') });
    const standing = await standingOf(deps, batch);
    return c.json(batchObjectOf(batch, { ...standing, policy: deps.policy }), 200);
  });
}
