import { createRoute, z } from '@hono/zod-openapi';
import { refundObject, refundObjectOf } from '../../shared/contract/refunds.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/refunds/{refundId}',
  summary: 'A refund',
  request: { params: z.object({ refundId: z.string() }) },
  responses: {
    200: { description: 'The refund', content: { 'application/json': { schema: refundObject } } },
  },
});

export function getRefund(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const { refundId } = c.req.valid('param');
    const refund = await deps.refunds.find(c.get('callerId'), refundId);
    if (!refund) throw new Refusal('not_found', `There is no refund ${refundId}.`);
    return c.json(refundObjectOf(refund), 200);
  });
}
