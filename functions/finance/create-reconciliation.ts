import { createRoute } from '@hono/zod-openapi';
import { createReconciliationRequest, reconciliationReply } from '../../shared/contract/reconciliation.ts';
import type { Reconciliation } from '../../shared/reconciliation/run.ts';
import { reconciliationWrites } from '../adapters/reconciliations.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { visibleRun } from './reconciliation/visible-run.ts';

/** It may take minutes: it is done behind the table's stream. */
export function createReconciliation(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/finance/reconciliations',
    summary: 'Match ledger, Stripe and bank now, besides once a day',
    request: {
      body: { required: true, content: { 'application/json': { schema: createReconciliationRequest } } },
    },
    responses: {
      200: { description: 'Asked for', content: { 'application/json': { schema: reconciliationReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const { from } = c.req.valid('json');
    const run: Reconciliation = {
      runId: deps.newId('rec'),
      state: 'pending',
      ...(from !== undefined && { from: Date.parse(from) }),
      requestedBy: c.get('callerId'),
      requestedAt: deps.now(),
    };
    await deps.commit([reconciliationWrites.request(run)]);
    return c.json(visibleRun(run), 200);
  });
}
