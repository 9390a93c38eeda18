import { createRoute } from '@hono/zod-openapi';
import { proposalObject } from '../../shared/contract/finance-proposals.ts';
import { invoiceObject, invoiceObjectOf, invoiceParams } from '../../shared/contract/invoices.ts';
import { restOf } from '../../shared/invoice.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { proposeAct, takesTwo } from './approvals/propose-act.ts';
import { askingFor } from './invoices/ask-for.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/finance/invoices/{invoice_id}/uncollectible',
  summary: 'Give an invoice up: its customer stays frozen, and the limit falls by it',
  description: 'It is marked at Stripe, and then in the ledger: until then its status stays what it was.',
  request: { params: invoiceParams },
  responses: {
    200: { description: 'Asked for', content: { 'application/json': { schema: invoiceObject } } },
    202: {
      description: 'Proposed: it takes two people',
      content: { 'application/json': { schema: proposalObject } },
    },
  },
});

export function markUncollectible(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const invoiceId = c.req.valid('param').invoice_id;
    const { invoice, writes } = await askingFor(deps, invoiceId, 'uncollectible');
    const amountMicroUsd = restOf(invoice);
    if (writes.length > 0 && takesTwo(deps, amountMicroUsd)) {
      const act = { kind: 'mark_uncollectible' as const, invoiceId };
      return c.json(await proposeAct(deps, { act, amountMicroUsd }, c.get('callerId')), 202);
    }
    await deps.commit(writes);
    return c.json(invoiceObjectOf(invoice), 200);
  });
}
