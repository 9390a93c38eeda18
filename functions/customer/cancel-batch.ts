import { createRoute, z } from '@hono/zod-openapi';
import type { Batch } from '../../shared/batch.ts';
import { batchObject, batchObjectOf } from '../../shared/contract/batches.ts';
import { Refusal } from '../../shared/refusal.ts';
import { batchWrites } from '../adapters/batches.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { standingOf } from './batches/standing.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/batches/{batchId}/cancel',
  summary: 'Ends a batch: what is finished is delivered and charged, the rest is not',
  request: { params: z.object({ batchId: z.string() }) },
  responses: { 200: { description: 'The batch', content: { 'application/json': { schema: batchObject } } } },
});

/** Twice is once: a batch that is being cancelled already is answered as it is. */
export function cancelBatch(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const batch = await deps.batches.get({ customerId: c.get('callerId'), ...c.req.valid('param') });
    const change = { status: 'cancelling', ending: 'cancelled', cancellingAt: deps.now() } as const;
    if (batch.status !== 'cancelling') {
      refuseUnlessCancellable(batch);
      await deps.commit([batchWrites.change(batch, change)]);
    }
    const cancelled = batch.status === 'cancelling' ? batch : { ...batch, ...change };
    const standing = await standingOf(deps, cancelled);
    return c.json(batchObjectOf(cancelled, { ...standing, policy: deps.policy }), 200);
  });
}

function refuseUnlessCancellable({ kind, status }: Batch): void {
  if (kind === 'file' && status === 'in_progress') return;
  if (kind === 'file' && status === 'validating')
    throw new Refusal('conflict', 'The batch is being planned, which takes seconds; cancel it then.', {
      retryAfterSeconds: 1,
    });
  throw new Refusal('conflict', `The batch is ${status}; only one in progress can be cancelled.`);
}
