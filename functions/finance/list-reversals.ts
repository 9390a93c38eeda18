import { createRoute } from '@hono/zod-openapi';
import { reversalsQuery, reversalsReply } from '../../shared/contract/finance-periods.ts';
import { listOf } from '../../shared/contract/list.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { pageOf } from './lists/page-of.ts';
import { visibleReversal } from './reversals/visible-reversal.ts';

export function listReversals(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/reversals',
    summary: 'Entries that somebody wants undone, or wanted',
    request: { query: reversalsQuery },
    responses: {
      200: { description: 'Reversals', content: { 'application/json': { schema: reversalsReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const page = c.req.valid('query');
    const reversals = await deps.reversals.list();
    return c.json(listOf(await pageOf(reversals.map(visibleReversal), page), page.limit), 200);
  });
}
