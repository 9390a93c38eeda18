import { createRoute, z } from '@hono/zod-openapi';
import { customerRefundsReply, refundCustomerRequest } from '../../shared/contract/finance-customers.ts';
import { beginRefunds } from '../edge/begin-refunds.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

/** Unused balance back to the cards it came from, as the customer could do it. */
export function refundCustomer(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/finance/customers/{customerId}/refunds',
    summary: "Refund a customer's unused balance",
    request: {
      params: z.object({ customerId: z.string() }),
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
    const { customerId } = await deps.customers.get(c.req.valid('param').customerId);
    const refunds = await beginRefunds(deps, customerId, c.req.valid('json').amountUsd);
    const told = refunds.map(({ refundId, paymentIntentId, state, amountMicroUsd, createdAt }) => ({
      ...{ refundId, paymentIntentId, state, createdAt },
      amountMicroUsd: Number(amountMicroUsd),
      reason: null,
    }));
    return c.json({ refunds: told }, 200);
  });
}
