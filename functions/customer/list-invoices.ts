import { createRoute } from '@hono/zod-openapi';
import { invoiceList, invoiceObjectOf, invoicesQuery } from '../../shared/contract/invoices.ts';
import { listOf } from '../../shared/contract/list.ts';
import { Refusal } from '../../shared/refusal.ts';
import { invoiceNameOf } from '../adapters/invoices.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/invoices',
  summary: 'Lists invoices, latest first',
  request: { query: invoicesQuery },
  responses: { 200: { description: 'Invoices', content: { 'application/json': { schema: invoiceList } } } },
});

export function listInvoices(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const customerId = c.get('callerId');
    const { limit, after } = c.req.valid('query');
    const from = after === undefined ? undefined : invoiceNameOf(after);
    if (from && (from.customerId !== customerId || !(await deps.invoices.find(from))))
      throw new Refusal('invalid_request', `after: no invoice found with id '${after}'.`, { param: 'after' });
    const found = await deps.invoices.list(customerId, { limit: limit + 1, after: from?.invoiceNo });
    return c.json(listOf(found.map(invoiceObjectOf), limit), 200);
  });
}
