import { createRoute } from '@hono/zod-openapi';
import { customerStatementParams, monthReportQuery } from '../../shared/contract/finance-reports.ts';
import { currencyOf, type Entry } from '../../shared/ledger.ts';
import { Refusal } from '../../shared/refusal.ts';
import { accountStatement } from '../../shared/reports/account-statement.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { mapAll } from './reports/map-all.ts';
import { reportResponses, spanOfReport, tellReport } from './reports/report-reply.ts';

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
    const statement = accountStatement({
      party: { kind: 'customer', id: customerId, name: customer.name },
      span: spanOfReport(month, now),
      currency,
    });
    for await (const entry of entriesOf(deps, customerId))
      if (currencyOf(entry) === currency) statement.add(entry);
    return tellReport(c, statement.tell(), { format, now });
  });
}

const batchesAtOnce = 100;

/** What moves a customer's balance lies with the customer, or with one of the customer's batches. */
async function* entriesOf({ ledger, batches }: Deps, customerId: string): AsyncGenerator<Entry> {
  yield* ledger.entriesUnder(`customer/${customerId}`);
  for (let after: string | undefined; ; ) {
    const found = await batches.list(customerId, { limit: batchesAtOnce, after });
    const entries = await mapAll(found, ({ batchId }) =>
      Array.fromAsync(ledger.entriesUnder(`batch/${batchId}`)),
    );
    yield* entries.flat();
    after = found.at(-1)?.batchId;
    if (found.length < batchesAtOnce || after === undefined) return;
  }
}
