import { createRoute } from '@hono/zod-openapi';
import { payoutRunParams, payoutRunReply, rejectRequest } from '../../shared/contract/finance-payouts.ts';
import { payoutRunWrites } from '../adapters/payout-runs.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { refuseUnlessOwnOrApprover, refuseUnlessProposed } from './approvals/refuse-maker.ts';
import { visiblePayoutRun } from './payouts/visible-payout-run.ts';

/** Who made it may take it back as well. */
export function rejectPayoutRun(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/finance/payout_runs/{run_id}/reject',
    summary: 'Reject a payout run: nothing of it is paid, and another may be proposed',
    request: {
      params: payoutRunParams,
      body: { required: true, content: { 'application/json': { schema: rejectRequest } } },
    },
    responses: {
      200: { description: 'Rejected', content: { 'application/json': { schema: payoutRunReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const run = await deps.payoutRuns.get(c.req.valid('param').run_id);
    refuseUnlessOwnOrApprover(run, { callerId: c.get('callerId'), may: c.get('may') });
    refuseUnlessProposed(run, `Run ${run.runId}`);
    const rejected = {
      ...run,
      state: 'rejected' as const,
      decidedBy: c.get('callerId'),
      decidedAt: deps.now(),
      rejectedFor: c.req.valid('json').reason,
    };
    await deps.commit([payoutRunWrites.change(run, rejected)]);
    return c.json(visiblePayoutRun(rejected), 200);
  });
}
