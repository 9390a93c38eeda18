import { createRoute, z } from '@hono/zod-openapi';
import { deliveryObjectOf, webhookDeliveryObject } from '../../shared/contract/webhooks.ts';
import { Refusal } from '../../shared/refusal.ts';
import { isClaimed, replayed } from '../../shared/webhook-delivery.ts';
import { webhookDeliveryWrites } from '../adapters/webhook-deliveries.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/webhook_endpoints/{endpointId}/deliveries/{deliveryId}/replay',
  summary: 'Sends an event again now, under the same webhook-id, with all its retries',
  request: { params: z.object({ endpointId: z.string().max(128), deliveryId: z.string().max(128) }) },
  responses: {
    200: {
      description: 'The delivery, on its way again',
      content: { 'application/json': { schema: webhookDeliveryObject } },
    },
  },
});

export function replayWebhookDelivery(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const name = { customerId: c.get('callerId'), ...c.req.valid('param') };
    const [endpoint, delivery] = await Promise.all([
      deps.webhookEndpoints.get(name),
      deps.webhookDeliveries.get(name),
    ]);
    if (endpoint.state === 'disabled')
      throw new Refusal('invalid_request', 'This webhook endpoint is disabled: enable it first.');
    if (isClaimed(delivery, deps.now()))
      throw new Refusal('conflict', 'This delivery is being sent right now.', { retryAfterSeconds: 5 });
    const next = replayed(delivery, deps.now());
    await deps.commit([webhookDeliveryWrites.save(next)]);
    return c.json(deliveryObjectOf(next), 200);
  });
}
