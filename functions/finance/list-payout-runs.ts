import { createRoute } from '@hono/zod-openapi';
import { payoutRunsQuery, payoutRunsReply } from '../../shared/contract/finance-payouts.ts';
import { listOf } from '../../shared/contract/list.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { visiblePayoutRun } from './payouts/visible-payout-run.ts';

export function listPayoutRuns(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/payout_runs',
    summary: 'Payout runs, latest first',
    request: { query: payoutRunsQuery },
    responses: { 200: { description: 'Runs', content: { 'application/json': { schema: payoutRunsReply } } } },
  });
  api.openapi(route, async (c) => {
    const { after, limit } = c.req.valid('query');
    const found = await deps.payoutRuns.list({ after, limit: limit + 1 });
    return c.json(listOf(found.map(visiblePayoutRun), limit), 200);
  });
}
