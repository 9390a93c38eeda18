import { createRoute, z } from '@hono/zod-openapi';
import { priceOf } from '../../shared/contract/batches.ts';
import { progressObject, progressPartOf } from '../../shared/contract/progress.ts';
import { costOf } from '../../shared/money.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { standingOf } from './batches/standing.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/batches/{batchId}/progress',
  summary: 'How far a batch is, who is at it, when it will be done, and why it waits',
  request: { params: z.object({ batchId: z.string() }) },
  responses: {
    200: { description: 'Its progress', content: { 'application/json': { schema: progressObject } } },
  },
});

export function getBatchProgress(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const batch = await deps.batches.get({ customerId: c.get('callerId'), ...c.req.valid('param') });
    const { pages, hold, progress } = await standingOf(deps, batch);
    if (!progress)
      throw new Refusal(
        'invalid_request',
        `${batch.batchId} gathers live calls, which are answered at once.`,
      );
    const referenceMicros = pages.reduce((sum, page) => sum + page.referenceMicros, 0);
    return c.json(
      {
        object: 'batch.progress' as const,
        batch_id: batch.batchId,
        status: batch.status,
        completion_window: batch.window,
        created_at: unix(batch.createdAt),
        promised_at: unix(batch.promisedAt),
        expires_at: unix(batch.expiresAt),
        ...progressPartOf(progress),
        cost_so_far_micro_usd: Number(costOf(referenceMicros, priceOf(batch, deps.policy))),
        ceiling_micro_usd: Number(batch.quotedMicroUsd),
        charged_micro_usd: Number(hold.capturedMicroUsd),
        credited_micro_usd: Number(hold.creditedMicroUsd),
      },
      200,
    );
  });
}

const unix = (millis: number) => Math.floor(millis / 1_000);
