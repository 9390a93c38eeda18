import { createRoute } from '@hono/zod-openapi';
import { payoutReportQuery } from '../../shared/contract/finance-reports.ts';
import type { Payout } from '../../shared/payout.ts';
import { payoutReport } from '../../shared/reports/payout-report.ts';
import type { Span } from '../../shared/reports/report.ts';
import { mapAll } from '../adapters/map-all.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { reportResponses, spanOfReport, tellReport } from './reports/report-reply.ts';

/** From the payouts themselves, not from the journal: what was written a moment ago is in it. */
export function getPayoutReport(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/reports/payouts',
    summary: 'What was paid to whom, of a run or in a month, and how far each has come',
    request: { query: payoutReportQuery },
    responses: reportResponses,
  });
  api.openapi(route, async (c) => {
    const { month, run, currency, format } = c.req.valid('query');
    const now = deps.now();
    const span = run === undefined ? spanOfReport(month, now) : { from: 0, to: now + 1 };
    if (run !== undefined) await deps.payoutRuns.get(run);
    const payouts = await payoutsIn(deps, span, run);
    const first = payouts[0]?.createdAt ?? now;
    const told = run === undefined ? span : { from: first, to: now + 1 };
    const report = payoutReport({ payouts, span: told, currency, ...(run !== undefined && { runId: run }) });
    return tellReport(c, report, { format, now });
  });
}

/** An owner's payouts are listed latest first, so that nothing before the span is read. */
async function payoutsIn(
  { owners, payouts }: Deps,
  { from, to }: Span,
  run: string | undefined,
): Promise<Payout[]> {
  const ownerIds = await Array.fromAsync(owners.ids());
  const found = await mapAll(ownerIds, async (ownerId) => {
    const own: Payout[] = [];
    for await (const payout of payouts.of(ownerId)) {
      if (payout.createdAt < from) break;
      if (payout.createdAt < to && (run === undefined || payout.runId === run)) own.push(payout);
    }
    return own;
  });
  return found.flat().sort((a, b) => a.createdAt - b.createdAt || (a.ownerId < b.ownerId ? -1 : 1));
}
