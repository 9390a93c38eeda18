import { createRoute } from '@hono/zod-openapi';
import {
  customerParams,
  customerRefundOf,
  customerRefundsQuery,
  customerRefundsReply,
} from '../../shared/contract/finance-customers.ts';
import { listOf } from '../../shared/contract/list.ts';
import type { Refund } from '../../shared/refund.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { pageOf } from './lists/page-of.ts';

export function listCustomerRefunds(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/customers/{customer_id}/refunds',
    summary: "A customer's refunds, latest first",
    request: { params: customerParams, query: customerRefundsQuery },
    responses: {
      200: { description: 'Refunds', content: { 'application/json': { schema: customerRefundsReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const { customerId } = await deps.customers.get(c.req.valid('param').customer_id);
    const page = c.req.valid('query');
    return c.json(listOf(await pageOf(toldOf(deps.refunds.of(customerId)), page), page.limit), 200);
  });
}

async function* toldOf(refunds: AsyncIterable<Refund>) {
  for await (const refund of refunds) yield customerRefundOf(refund);
}
