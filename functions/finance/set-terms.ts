import { createRoute } from '@hono/zod-openapi';
import { proposalObject } from '../../shared/contract/finance-proposals.ts';
import {
  customerParams,
  setTermsRequest,
  termsObject,
  termsObjectOf,
} from '../../shared/contract/invoices.ts';
import { invoiceWrites } from '../adapters/invoices.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { proposeAct, takesTwo } from './approvals/propose-act.ts';
import { agreedTerms } from './invoices/agreed-terms.ts';

const route = createRoute({
  method: 'put',
  path: '/v1/finance/customers/{customer_id}/terms',
  summary: 'Let an approved customer owe up to a limit, and invoice what is owed each month',
  request: {
    params: customerParams,
    body: { required: true, content: { 'application/json': { schema: setTermsRequest } } },
  },
  responses: {
    200: { description: 'Agreed', content: { 'application/json': { schema: termsObject } } },
    202: {
      description: 'Proposed: it takes two people',
      content: { 'application/json': { schema: proposalObject } },
    },
  },
});

/** The limit in force follows behind the stream: finance itself moves no money. */
export function setTerms(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const { customerId } = await deps.customers.get(c.req.valid('param').customer_id);
    const { credit_limit_micro_usd, invoice, email } = c.req.valid('json');
    const limitMicroUsd = BigInt(credit_limit_micro_usd);
    const asked = { customerId, invoice, email };
    const { terms, balance, isHigher } = await agreedTerms(deps, { ...asked, limitMicroUsd });
    if (isHigher && takesTwo(deps, limitMicroUsd)) {
      const what = { act: { kind: 'set_terms' as const, ...asked }, amountMicroUsd: limitMicroUsd };
      return c.json(await proposeAct(deps, what, c.get('callerId')), 202);
    }
    await deps.commit([invoiceWrites.saveTerms(terms)]);
    return c.json(termsObjectOf(terms, balance, deps.policy.invoiceDueSeconds), 200);
  });
}
