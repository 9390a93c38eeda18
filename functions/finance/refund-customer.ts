import { createRoute } from '@hono/zod-openapi';
import {
  customerParams,
  customerRefundOf,
  customerRefundsReply,
  refundCustomerRequest,
} from '../../shared/contract/finance-customers.ts';
import { listOf } from '../../shared/contract/list.ts';
import { beginRefunds } from '../edge/begin-refunds.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

/** Unused balance back to the cards it came from, as the customer could do it. */
export function refundCustomer(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/finance/customers/{customer_id}/refunds',
    summary: "Refund a customer's unused balance",
    request: {
      params: customerParams,
      body: { required: true, content: { 'application/json': { schema: refundCustomerRequest } } },
    },
    responses: {
      200: {
        description: 'The refunds, on their way',
        content: { 'application/json': { schema: customerRefundsReply } },
      },
    },
  });
  api.openapi(route, async (c) => {
    const { customerId } = await deps.customers.get(c.req.valid('param').customer_id);
    const refunds = await beginRefunds(deps, customerId, c.req.valid('json').amount_usd);
    return c.json(listOf(refunds.map(customerRefundOf), refunds.length), 200);
  });
}
