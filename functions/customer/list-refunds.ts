import { createRoute } from '@hono/zod-openapi';
import { listOf } from '../../shared/contract/list.ts';
import { refundList, refundObjectOf, refundsQuery } from '../../shared/contract/refunds.ts';
import type { Refund } from '../../shared/refund.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/refunds',
  summary: 'Lists refunds of unused balance, latest first',
  request: { query: refundsQuery },
  responses: { 200: { description: 'Refunds', content: { 'application/json': { schema: refundList } } } },
});

export function listRefunds(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const customerId = c.get('callerId');
    const { limit, after } = c.req.valid('query');
    if (after !== undefined && !(await deps.refunds.find(customerId, after)))
      throw new Refusal('invalid_request', `after: no refund found with id '${after}'.`, { param: 'after' });
    const found: Refund[] = [];
    let isReached = after === undefined;
    for await (const refund of deps.refunds.of(customerId)) {
      // One more than asked for tells that there are more.
      if (isReached && found.push(refund) > limit) break;
      isReached ||= refund.refundId === after;
    }
    return c.json(listOf(found.map(refundObjectOf), limit), 200);
  });
}
