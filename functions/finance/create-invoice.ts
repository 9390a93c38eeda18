import { createRoute } from '@hono/zod-openapi';
import { createInvoiceRequest, invoiceObject, invoiceObjectOf } from '../../shared/contract/invoices.ts';
import { nextInvoice } from '../../shared/invoice.ts';
import { Refusal } from '../../shared/refusal.ts';
import { monthOf } from '../../shared/statement.ts';
import { chargedBalance } from '../adapters/charged-balance.ts';
import { invoiceWrites } from '../adapters/invoices.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/finance/invoices',
  summary: 'Invoice a customer for what was charged and is owed now',
  request: { body: { required: true, content: { 'application/json': { schema: createInvoiceRequest } } } },
  responses: {
    200: { description: 'On its way', content: { 'application/json': { schema: invoiceObject } } },
  },
});

/** Sending it is another function's, which the table's stream calls. */
export function createInvoice(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const { customerId } = await deps.customers.get(c.req.valid('json').customer_id);
    const terms = await deps.invoices.findTerms(customerId);
    if (!terms) throw new Refusal('conflict', `Customer ${customerId} has no terms to be invoiced on.`);
    const now = deps.now();
    const { balance, chargedMicroUsd } = await chargedBalance(deps, customerId);
    const invoice = nextInvoice(terms, chargedMicroUsd, {
      period: monthOf(now),
      dueSeconds: deps.policy.invoiceDueSeconds,
      now,
    });
    if (!invoice)
      throw new Refusal(
        'conflict',
        terms.pendingInvoiceNo === undefined
          ? `Customer ${customerId} owes less than an invoice can ask for.`
          : `Invoice ${terms.pendingInvoiceNo} of ${customerId} is still on its way.`,
      );
    await deps.commit(invoiceWrites.plan(invoice, terms, balance));
    return c.json(invoiceObjectOf(invoice), 200);
  });
}
