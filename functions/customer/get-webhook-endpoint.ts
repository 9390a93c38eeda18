import { createRoute, z } from '@hono/zod-openapi';
import { endpointObjectOf, webhookEndpointObject } from '../../shared/contract/webhooks.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/webhook_endpoints/{endpointId}',
  summary: 'Retrieves a webhook endpoint, with why it fails or was disabled',
  request: { params: z.object({ endpointId: z.string().max(128) }) },
  responses: {
    200: { description: 'The endpoint', content: { 'application/json': { schema: webhookEndpointObject } } },
  },
});

export function getWebhookEndpoint(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const endpoint = await deps.webhookEndpoints.get({
      customerId: c.get('callerId'),
      ...c.req.valid('param'),
    });
    return c.json(endpointObjectOf(endpoint), 200);
  });
}
