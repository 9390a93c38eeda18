import { createRoute } from '@hono/zod-openapi';
import { payoutRunParams, payoutRunReply } from '../../shared/contract/finance-payouts.ts';
import { payoutRunWrites } from '../adapters/payout-runs.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { refuseMaker, refuseUnlessProposed } from './approvals/refuse-maker.ts';
import { visiblePayoutRun } from './payouts/visible-payout-run.ts';

/** It is carried out behind the stream: finance itself moves nothing. */
export function approvePayoutRun(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/finance/payout_runs/{run_id}/approve',
    summary: 'Let a payout run be carried out that somebody else proposed',
    description: 'Each payee is judged anew: less may be left to pay, and never is more paid than was shown.',
    request: { params: payoutRunParams },
    responses: {
      200: { description: 'Approved', content: { 'application/json': { schema: payoutRunReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const run = await deps.payoutRuns.get(c.req.valid('param').run_id);
    refuseUnlessProposed(run, `Run ${run.runId}`);
    refuseMaker(run, c.get('callerId'));
    const approved = {
      ...run,
      state: 'approved' as const,
      decidedBy: c.get('callerId'),
      decidedAt: deps.now(),
    };
    await deps.commit([payoutRunWrites.change(run, approved)]);
    return c.json(visiblePayoutRun(approved), 200);
  });
}
