import { createRoute } from '@hono/zod-openapi';
import {
  customerParams,
  setTermsRequest,
  termsObject,
  termsObjectOf,
} from '../../shared/contract/invoices.ts';
import type { CustomerBalance } from '../../shared/customer-balance.ts';
import { type InvoiceTerms, limitUsed } from '../../shared/invoice.ts';
import { formatUsd } from '../../shared/money.ts';
import { Refusal } from '../../shared/refusal.ts';
import { invoiceWrites } from '../adapters/invoices.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'put',
  path: '/v1/finance/customers/{customer_id}/terms',
  summary: 'Let an approved customer owe up to a limit, and invoice what is owed each month',
  request: {
    params: customerParams,
    body: { required: true, content: { 'application/json': { schema: setTermsRequest } } },
  },
  responses: { 200: { description: 'Agreed', content: { 'application/json': { schema: termsObject } } } },
});

/** The limit in force follows behind the stream: finance itself moves no money. */
export function setTerms(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const { customerId } = await deps.customers.get(c.req.valid('param').customer_id);
    const { credit_limit_micro_usd, invoice, email } = c.req.valid('json');
    const [before, balance] = await Promise.all([
      deps.invoices.findTerms(customerId),
      deps.customerBalances.of(customerId),
    ]);
    const limitMicroUsd = BigInt(credit_limit_micro_usd);
    refuseBelowUsed(limitMicroUsd, balance);
    const terms: InvoiceTerms = {
      ...(before ?? { version: 0, customerId, lastInvoiceNo: 0 }),
      invoice,
      email,
      limitMicroUsd,
      agreedAt: deps.now(),
    };
    await deps.commit([invoiceWrites.saveTerms(terms)]);
    return c.json(termsObjectOf(terms, balance, deps.policy.invoiceDueSeconds), 200);
  });
}

function refuseBelowUsed(limitMicroUsd: bigint, balance: CustomerBalance): void {
  const used = limitUsed(balance);
  if (limitMicroUsd < balance.creditLimitMicroUsd && limitMicroUsd < used)
    throw new Refusal('conflict', `${formatUsd(used)} of the limit is used: it can't be lower than that.`, {
      param: 'credit_limit_micro_usd',
    });
}
