import { createRoute } from '@hono/zod-openapi';
import { invoiceObject, invoiceObjectOf, invoiceParams } from '../../shared/contract/invoices.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { askFor } from './invoices/ask-for.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/finance/invoices/{invoice_id}/void',
  summary: 'Void an invoice: what it was for is owed again',
  description: 'It is voided at Stripe, and then in the ledger: until then its status stays what it was.',
  request: { params: invoiceParams },
  responses: {
    200: { description: 'Asked for', content: { 'application/json': { schema: invoiceObject } } },
  },
});

export function voidInvoice(api: Api, deps: Deps) {
  api.openapi(route, async (c) =>
    c.json(invoiceObjectOf(await askFor(deps, c.req.valid('param').invoice_id, 'void')), 200),
  );
}
