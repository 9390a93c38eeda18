import { createRoute, z } from '@hono/zod-openapi';
import type { Batch } from '../../shared/batch.ts';
import { batchList, batchObjectOf } from '../../shared/contract/batches.ts';
import { listOf } from '../../shared/contract/list.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/batches',
  summary: 'Lists batches, newest first',
  request: {
    query: z.object({
      limit: z.coerce.number().int().min(1).max(100).default(20),
      after: z.string().max(128).optional().describe('The id of the last batch of the page before.'),
    }),
  },
  responses: { 200: { description: 'Batches', content: { 'application/json': { schema: batchList } } } },
});

export function listBatches(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const { limit, after } = c.req.valid('query');
    if (after !== undefined) await refuseUnlessKnown(deps, c.get('callerId'), after);
    const found = await deps.batches.list(c.get('callerId'), { limit: limit + 1, after });
    const objects = await Promise.all(found.map((batch) => objectOf(deps, batch)));
    return c.json(listOf(objects, limit), 200);
  });
}

/** From an unknown id on, a list would begin somewhere: nobody would see that it is not where they left off. */
async function refuseUnlessKnown({ batches }: Deps, customerId: string, after: string): Promise<void> {
  if (!(await batches.find({ customerId, batchId: after })))
    throw new Refusal('invalid_request', `after: no batch found with id '${after}'.`, { param: 'after' });
}

async function objectOf(deps: Deps, batch: Batch) {
  const [hold, pages] = await Promise.all([
    deps.holds.get(batch.batchId),
    deps.pages.ofBatch(batch.batchId, batch.tasks),
  ]);
  return batchObjectOf(batch, { pages, hold, policy: deps.policy });
}
