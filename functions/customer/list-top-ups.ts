import { createRoute } from '@hono/zod-openapi';
import { listOf } from '../../shared/contract/list.ts';
import { topUpList, topUpObjectOf, topUpsQuery } from '../../shared/contract/top-ups.ts';
import { Refusal } from '../../shared/refusal.ts';
import { followTopUp } from '../adapters/followed-top-ups.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/top_ups',
  summary: 'Lists top-ups, latest first, automatic ones too',
  request: { query: topUpsQuery },
  responses: { 200: { description: 'Top-ups', content: { 'application/json': { schema: topUpList } } } },
});

export function listTopUps(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const customerId = c.get('callerId');
    const { limit, after } = c.req.valid('query');
    if (after !== undefined && !(await deps.topUps.find({ customerId, topUpId: after })))
      throw new Refusal('invalid_request', `after: no top-up found with id '${after}'.`, { param: 'after' });
    const found = await deps.topUps.list(customerId, { limit: limit + 1, after });
    const records = await Promise.all(found.map((record) => followTopUp(deps, record)));
    return c.json(listOf(records.map(topUpObjectOf), limit), 200);
  });
}
