import { createRoute } from '@hono/zod-openapi';
import { monthReportQuery, ownerStatementParams } from '../../shared/contract/finance-reports.ts';
import { currencyOf } from '../../shared/ledger.ts';
import { accountStatement } from '../../shared/reports/account-statement.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { reportResponses, spanOfReport, tellReport } from './reports/report-reply.ts';

/** All that moves an owner's accounts lies with the owner, so that it is told up to this moment. */
export function getOwnerStatement(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/statements/owners/{owner_id}',
    summary: "An owner's month: of each account opening, movements and closing",
    request: { params: ownerStatementParams, query: monthReportQuery },
    responses: reportResponses,
  });
  api.openapi(route, async (c) => {
    const { month, currency, format } = c.req.valid('query');
    const now = deps.now();
    const { ownerId, name } = await deps.owners.get(c.req.valid('param').owner_id);
    const statement = accountStatement({
      party: { kind: 'owner', id: ownerId, name },
      span: spanOfReport(month, now),
      currency,
    });
    for await (const entry of deps.ledger.entriesUnder(`owner/${ownerId}`))
      if (currencyOf(entry) === currency) statement.add(entry);
    return tellReport(c, statement.tell(), { format, now });
  });
}
