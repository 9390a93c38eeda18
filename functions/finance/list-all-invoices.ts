import { createRoute } from '@hono/zod-openapi';
import { financeInvoicesQuery, invoiceList, invoiceObjectOf } from '../../shared/contract/invoices.ts';
import { listOf } from '../../shared/contract/list.ts';
import type { Invoice } from '../../shared/invoice.ts';
import { invoiceNameOf } from '../adapters/invoices.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/finance/invoices',
  summary: 'Invoices of one customer, latest first; or all that are neither paid nor void, by customer',
  request: { query: financeInvoicesQuery },
  responses: { 200: { description: 'Invoices', content: { 'application/json': { schema: invoiceList } } } },
});

export function listAllInvoices(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const { customer_id, limit, after } = c.req.valid('query');
    const found =
      customer_id === undefined
        ? await openOnes(deps, limit + 1, after)
        : await deps.invoices.list(customer_id, {
            limit: limit + 1,
            after: after === undefined ? undefined : invoiceNameOf(after).invoiceNo,
          });
    return c.json(listOf(found.map(invoiceObjectOf), limit), 200);
  });
}

async function openOnes(deps: Deps, limit: number, after: string | undefined): Promise<Invoice[]> {
  const found: Invoice[] = [];
  for await (const name of deps.invoices.open(after)) {
    found.push(await deps.invoices.get(name));
    if (found.length === limit) break;
  }
  return found;
}
