import { createRoute } from '@hono/zod-openapi';
import { monthReportQuery } from '../../shared/contract/finance-reports.ts';
import { rollForwardReport } from '../../shared/reports/balance-reports.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { balancesBefore, entriesIn } from './reports/balances-before.ts';
import { reportResponses, spanOfReport, tellReport } from './reports/report-reply.ts';

export function getRollForwards(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/reports/roll_forwards',
    summary: 'Deferred revenue, owner payable, receivables: opening, movements by kind, closing',
    request: { query: monthReportQuery },
    responses: reportResponses,
  });
  api.openapi(route, async (c) => {
    const { month, currency, format } = c.req.valid('query');
    const now = deps.now();
    const span = spanOfReport(month, now);
    const { seq } = await deps.journal.head();
    const rolling = rollForwardReport(await balancesBefore(deps, span.from, currency), { span, currency });
    for await (const entry of entriesIn(deps, span, currency)) rolling.add(entry);
    const closed = await balancesBefore(deps, span.to, currency);
    // Where the journal grew meanwhile, what was read last is not of the same moment.
    const isSame = (await deps.journal.head()).seq === seq;
    return tellReport(c, isSame ? rolling.tell(closed) : rolling.tell(), { format, now });
  });
}
