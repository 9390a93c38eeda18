import { createRoute, z } from '@hono/zod-openapi';
import { listOf } from '../../shared/contract/list.ts';
import { erasureList, erasureType } from '../../shared/contract/receipts.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/batches/{batchId}/erasures',
  summary: 'What was erased of a zero-retention batch, signed',
  description:
    'One entry when the content of the whole batch is gone; before it, one for each live call of a batch of live calls. Empty until then, and for batches that keep their data.',
  request: {
    params: z.object({ batchId: z.string() }),
    query: z.object({
      limit: z.coerce.number().int().min(1).max(100).default(20),
      after: z.string().max(128).optional(),
    }),
  },
  responses: {
    200: { description: 'Erasures', content: { 'application/json': { schema: erasureList } } },
  },
});

export function getErasures(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const { batchId } = c.req.valid('param');
    const { limit, after } = c.req.valid('query');
    await deps.batches.get({ customerId: c.get('callerId'), batchId });
    const found = await deps.erasures.list(batchId, { limit: limit + 1, after });
    const signed = await Promise.all(found.map((claims) => deps.statements.sign(claims, erasureType)));
    return c.json(listOf(signed, limit), 200);
  });
}
