import { createRoute } from '@hono/zod-openapi';
import { paidRequestsQuery, paidRequestsReply } from '../../shared/contract/drill.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { loadRequests } from './drill/load-requests.ts';

export function listPaidRequests(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/requests',
    summary: 'The requests behind what an owner earned of a settlement',
    description:
      'Each with its units, its price and the owner’s part. Both are told apart by reference time, so that they sum exactly to what was charged and paid of the batch.',
    request: { query: paidRequestsQuery },
    responses: {
      200: { description: 'Requests', content: { 'application/json': { schema: paidRequestsReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const { settlement, owner, limit } = c.req.valid('query');
    const [, batchId = ''] = settlement.split('/');
    const { all, ...told } = await loadRequests(deps, { batchId, ownerId: owner });
    return c.json(
      {
        object: 'paid_requests' as const,
        settlement,
        ...told,
        data: all.slice(0, limit),
        has_more: all.length > limit,
      },
      200,
    );
  });
}
