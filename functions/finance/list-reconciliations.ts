import { createRoute } from '@hono/zod-openapi';
import { reconciliationsReply } from '../../shared/contract/reconciliation.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { visibleRun } from './reconciliation/visible-run.ts';

/** A bit over a quarter of a year of days. */
const runsTold = 100;

export function listReconciliations(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/reconciliations',
    summary: 'The latest matches of ledger, Stripe and bank, latest first',
    responses: {
      200: { description: 'Matches', content: { 'application/json': { schema: reconciliationsReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const runs = await deps.reconciliations.latest(runsTold);
    return c.json({ object: 'list' as const, data: runs.map(visibleRun) }, 200);
  });
}
