import { createRoute } from '@hono/zod-openapi';
import {
  payoutRunLinesQuery,
  payoutRunParams,
  payoutRunWithLinesReply,
} from '../../shared/contract/finance-payouts.ts';
import type { PayoutLine } from '../../shared/payout-run.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { visiblePayoutRun } from './payouts/visible-payout-run.ts';

export function getPayoutRun(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/payout_runs/{run_id}',
    summary: 'A payout run and a page of its lines: each payee that has something, and what is paid of it',
    request: { params: payoutRunParams, query: payoutRunLinesQuery },
    responses: {
      200: { description: 'The run', content: { 'application/json': { schema: payoutRunWithLinesReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const { page } = c.req.valid('query');
    const run = await deps.payoutRuns.get(c.req.valid('param').run_id);
    const lines = await deps.payoutRuns.lines(run.runId, page);
    return c.json({ ...visiblePayoutRun(run), page, lines: lines.map(visibleLine) }, 200);
  });
}

const visibleLine = (line: PayoutLine) => ({
  owner_id: line.ownerId,
  beneficiary_id: line.beneficiaryId ?? null,
  released_micro_usd: Number(line.releasedMicroUsd),
  amount_micro_usd: Number(line.amountMicroUsd),
  withheld_micro_usd: Number(line.withheldMicroUsd),
  netted_micro_usd: Number(line.nettedMicroUsd),
  left_out: line.leftOut ?? null,
});
