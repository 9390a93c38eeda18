import { createRoute } from '@hono/zod-openapi';
import { monthReportQuery } from '../../shared/contract/finance-reports.ts';
import { fees } from '../../shared/reports/fees.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { entriesIn } from './reports/balances-before.ts';
import { reportResponses, spanOfReport, tellReport } from './reports/report-reply.ts';

export function getFees(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/reports/fees',
    summary: "A month's fees: Stripe's and the platform's",
    request: { query: monthReportQuery },
    responses: reportResponses,
  });
  api.openapi(route, async (c) => {
    const { month, currency, format } = c.req.valid('query');
    const now = deps.now();
    const span = spanOfReport(month, now);
    const told = fees({ span, currency });
    for await (const entry of entriesIn(deps, span, currency)) told.add(entry);
    return tellReport(c, told.tell(), { format, now });
  });
}
