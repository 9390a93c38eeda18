import { createRoute } from '@hono/zod-openapi';
import { monthReportQuery } from '../../shared/contract/finance-reports.ts';
import { trialBalanceReport } from '../../shared/reports/balance-reports.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { balancesBefore } from './reports/balances-before.ts';
import { reportResponses, spanOfReport, tellReport } from './reports/report-reply.ts';

export function getTrialBalance(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/reports/trial_balance',
    summary: "How all accounts stand: now, or at a month's end",
    request: { query: monthReportQuery },
    responses: reportResponses,
  });
  api.openapi(route, async (c) => {
    const { month, currency, format } = c.req.valid('query');
    const now = deps.now();
    const { to } = spanOfReport(month, now);
    const report = trialBalanceReport(await balancesBefore(deps, to, currency), { to, currency });
    return tellReport(c, report, { format, now });
  });
}
