import { createRoute } from '@hono/zod-openapi';
import { monthReportQuery } from '../../shared/contract/finance-reports.ts';
import { margin, type Sold } from '../../shared/reports/margin.ts';
import { mapAll } from '../adapters/map-all.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { entriesIn } from './reports/balances-before.ts';
import { reportResponses, spanOfReport, tellReport } from './reports/report-reply.ts';

export function getMargin(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/reports/margin',
    summary: 'What was left of a month, by model and window',
    request: { query: monthReportQuery },
    responses: reportResponses,
  });
  api.openapi(route, async (c) => {
    const { month, currency, format } = c.req.valid('query');
    const now = deps.now();
    const span = spanOfReport(month, now);
    const told = margin({ span, currency });
    for await (const entry of entriesIn(deps, span, currency)) told.add(entry);
    await mapAll(told.unknownBatches(), async (batchId) => {
      const sold = await soldAs(deps, batchId);
      if (sold) told.know(batchId, sold);
    });
    return tellReport(c, told.tell(), { format, now });
  });
}

/** Of a batch that was settled in another month: a credit or a check of it came later. */
async function soldAs({ holds, batches }: Deps, batchId: string): Promise<Sold | undefined> {
  const hold = await holds.find(batchId);
  return hold && batches.find(hold);
}
