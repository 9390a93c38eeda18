import { createRoute } from '@hono/zod-openapi';
import { customerStatementParams, monthReportQuery } from '../../shared/contract/finance-reports.ts';
import { Refusal } from '../../shared/refusal.ts';
import { accountStatement } from '../../shared/reports/account-statement.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { entriesIn } from './reports/balances-before.ts';
import { reportResponses, spanOfReport, tellReport } from './reports/report-reply.ts';

/**
 * What moves a customer's balance lies with each of the customer's batches, so that the journal is read: it is minutes
 * behind at most.
 */
export function getCustomerStatement(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/statements/customers/{customer_id}',
    summary: "A customer's month: of each account opening, movements and closing",
    request: { params: customerStatementParams, query: monthReportQuery },
    responses: reportResponses,
  });
  api.openapi(route, async (c) => {
    const { month, currency, format } = c.req.valid('query');
    const now = deps.now();
    const { customer_id: customerId } = c.req.valid('param');
    const customer = await deps.customers.find(customerId);
    if (!customer) throw new Refusal('not_found', `There is no customer ${customerId}.`);
    const span = spanOfReport(month, now);
    const statement = accountStatement({
      party: { kind: 'customer', id: customerId, name: customer.name },
      span,
      currency,
    });
    for await (const entry of entriesIn(deps, { from: customer.createdAt, to: span.to }, currency))
      statement.add(entry);
    return tellReport(c, statement.tell(), { format, now });
  });
}
