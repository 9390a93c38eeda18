import { createRoute } from '@hono/zod-openapi';
import { createTopUpReply, createTopUpRequest } from '../../shared/contract/prepaid.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

/** Opens a page at Stripe where the customer pays; the balance rises when Stripe has the money. */
export function createTopUp(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/top_ups',
    summary: 'Top up the prepaid balance',
    request: { body: { required: true, content: { 'application/json': { schema: createTopUpRequest } } } },
    responses: {
      200: {
        description: 'Where to pay',
        content: { 'application/json': { schema: createTopUpReply } },
      },
    },
  });
  api.openapi(route, async (c) => {
    const { amount_usd } = c.req.valid('json');
    const checkout = await deps.stripe.payments.createCheckout({
      customerId: c.get('callerId'),
      cents: amount_usd * 100,
      returnUrl: deps.publicUrl,
    });
    return c.json({ object: 'top_up' as const, amount_usd, ...checkout }, 200);
  });
}
