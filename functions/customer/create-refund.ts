import { createRoute } from '@hono/zod-openapi';
import { listOf } from '../../shared/contract/list.ts';
import { createRefundRequest, refundList, refundObjectOf } from '../../shared/contract/refunds.ts';
import { beginRefunds } from '../edge/begin-refunds.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/refunds',
  summary:
    'Refunds unused balance to the cards it came from, the latest payments first: a refund for each payment',
  request: { body: { required: true, content: { 'application/json': { schema: createRefundRequest } } } },
  responses: {
    200: {
      description: 'The refunds, on their way',
      content: { 'application/json': { schema: refundList } },
    },
  },
});

export function createRefund(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const { amount_usd: amountUsd } = c.req.valid('json');
    const refunds = await beginRefunds(deps, c.get('callerId'), amountUsd, { keepsTopUp: true });
    return c.json(listOf(refunds.map(refundObjectOf), refunds.length), 200);
  });
}
