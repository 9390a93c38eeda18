import { createRoute, z } from '@hono/zod-openapi';
import { Refusal } from '../../shared/refusal.ts';
import { stripeEventWrites } from '../adapters/stripe-events.ts';
import type { StripeEndpoint } from '../adapters/stripe-webhook.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const pathOf: Record<StripeEndpoint, string> = {
  platform: '/v1/stripe/webhook',
  connected: '/v1/stripe/connected',
};

/**
 * Stripe's webhooks: one endpoint for what happens on the platform's account, one for what happens on owners'. An
 * event is only noted, by its names, and answered at once: what it is about is fetched and taken over behind the
 * table's stream. Sent again, it is followed again: what followed the first time may have been lost.
 */
export function receiveEvents(api: Api, deps: Deps, endpoint: StripeEndpoint) {
  const route = createRoute({
    method: 'post',
    path: pathOf[endpoint],
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
    const now = deps.now();
    const rawBody = await c.req.text();
    const signature = c.req.valid('header')['stripe-signature'];
    const notice = deps.stripeWebhook.read(endpoint, { rawBody, signature, now });
    if (notice.account !== undefined && !(await deps.stripeAccounts.find(notice.account)))
      throw new Refusal('invalid_signature', `The account ${notice.account} is none of this platform's.`);
    await deps.commit([stripeEventWrites.note({ ...notice, receivedAt: now })]);
    return c.json({ received: true as const }, 200);
  });
}
