import { createRoute, z } from '@hono/zod-openapi';
import { customerRefundsReply } from '../../shared/contract/finance-customers.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

export function listCustomerRefunds(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/customers/{customerId}/refunds',
    summary: "A customer's refunds, latest first",
    request: { params: z.object({ customerId: z.string() }) },
    responses: {
      200: { description: 'Refunds', content: { 'application/json': { schema: customerRefundsReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const { customerId } = await deps.customers.get(c.req.valid('param').customerId);
    const refunds = await Array.fromAsync(deps.refunds.of(customerId));
    const told = refunds.map(({ refundId, paymentIntentId, state, amountMicroUsd, reason, createdAt }) => ({
      ...{ refundId, paymentIntentId, state, createdAt },
      amountMicroUsd: Number(amountMicroUsd),
      reason: reason ?? null,
    }));
    return c.json({ refunds: told }, 200);
  });
}
