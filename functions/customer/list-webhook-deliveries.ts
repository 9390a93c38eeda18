import { createRoute, z } from '@hono/zod-openapi';
import { listOf } from '../../shared/contract/list.ts';
import { deliveryObjectOf, webhookDeliveryList } from '../../shared/contract/webhooks.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/webhook_endpoints/{endpointId}/deliveries',
  summary:
    "Lists what was sent to a webhook endpoint in the last 30 days, newest first, with each attempt's outcome",
  request: {
    params: z.object({ endpointId: z.string().max(128) }),
    query: z.object({
      limit: z.coerce.number().int().min(1).max(100).default(20),
      after: z.string().max(128).optional(),
    }),
  },
  responses: {
    200: { description: 'Deliveries', content: { 'application/json': { schema: webhookDeliveryList } } },
  },
});

export function listWebhookDeliveries(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const { limit, after } = c.req.valid('query');
    const name = { customerId: c.get('callerId'), ...c.req.valid('param') };
    await deps.webhookEndpoints.get(name);
    const found = await deps.webhookDeliveries.list(name, { limit: limit + 1, after });
    return c.json(listOf(found.map(deliveryObjectOf), limit), 200);
  });
}
