import { createRoute } from '@hono/zod-openapi';
import { reconciliationParams, reconciliationReply } from '../../shared/contract/reconciliation.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { visibleRun } from './reconciliation/visible-run.ts';

export function getReconciliation(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/reconciliations/{reconciliation_id}',
    summary: 'What a match found',
    request: { params: reconciliationParams },
    responses: {
      200: { description: 'The match', content: { 'application/json': { schema: reconciliationReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const run = await deps.reconciliations.get(c.req.valid('param').reconciliation_id);
    return c.json(visibleRun(run), 200);
  });
}
