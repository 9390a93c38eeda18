import { createRoute, z } from '@hono/zod-openapi';
import { customerWrites } from '../adapters/customers.ts';
import { postOnce } from '../adapters/post-once.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

/**
 * Stripe's webhook. An event is a hint: it names a payment, which is then fetched from Stripe and posted once. A
 * payment that is not on the balance yet is left to a later event, or to the poller.
 */
export function receiveEvent(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/stripe/webhook',
    summary: 'Events of Stripe, signed by it',
    request: { headers: z.object({ 'stripe-signature': z.string() }) },
    responses: {
      200: {
        description: 'Taken note of',
        content: { 'application/json': { schema: z.object({ received: z.literal(true) }) } },
      },
    },
  });
  api.openapi(route, async (c) => {
    const rawBody = await c.req.text();
    const hint = deps.stripeWebhook.read(rawBody, c.req.valid('header')['stripe-signature'], deps.now());
    const topUp = hint.paymentIntentId && (await deps.stripe.findTopUp(hint.paymentIntentId));
    if (topUp) await postOnce(deps.commit, customerWrites.topUp(topUp, deps.now()));
    return c.json({ received: true as const }, 200);
  });
}
