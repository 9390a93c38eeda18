import { createRoute, z } from '@hono/zod-openapi';
import { batchObject, batchObjectOf } from '../../shared/contract/batches.ts';
import { Refusal } from '../../shared/refusal.ts';
import { batchWrites } from '../adapters/batches.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/batches/{batchId}/cancel',
  summary: 'Ends a batch: what is finished is delivered and charged, the rest is not',
  request: { params: z.object({ batchId: z.string() }) },
  responses: { 200: { description: 'The batch', content: { 'application/json': { schema: batchObject } } } },
});

export function cancelBatch(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const batch = await deps.batches.get({ customerId: c.get('callerId'), ...c.req.valid('param') });
    if (batch.kind !== 'file' || batch.status !== 'in_progress')
      throw new Refusal('conflict', `The batch is ${batch.status}; only one in progress can be cancelled.`);
    const change = { status: 'cancelling', ending: 'cancelled', cancellingAt: deps.now() } as const;
    await deps.commit([batchWrites.change(batch, change)]);
    const [pages, hold] = await Promise.all([
      deps.pages.ofBatch(batch.batchId, batch.tasks),
      deps.holds.get(batch.batchId),
    ]);
    return c.json(
      batchObjectOf(
        { ...batch, ...change },
        { pages, chargedMicroUsd: hold.capturedMicroUsd, policy: deps.policy },
      ),
      200,
    );
  });
}
