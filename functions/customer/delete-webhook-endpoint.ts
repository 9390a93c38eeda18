import { createRoute, z } from '@hono/zod-openapi';
import { webhookEndpointDeleted } from '../../shared/contract/webhooks.ts';
import { webhookEndpointWrites } from '../adapters/webhook-endpoints.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'delete',
  path: '/v1/webhook_endpoints/{endpointId}',
  summary: 'Deletes a webhook endpoint; what is on its way to it is dropped',
  request: { params: z.object({ endpointId: z.string().max(128) }) },
  responses: {
    200: { description: 'Gone', content: { 'application/json': { schema: webhookEndpointDeleted } } },
  },
});

export function deleteWebhookEndpoint(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const endpoint = await deps.webhookEndpoints.get({
      customerId: c.get('callerId'),
      ...c.req.valid('param'),
    });
    await deps.commit(webhookEndpointWrites.delete(endpoint, deps.now()));
    return c.json(
      { id: endpoint.endpointId, object: 'webhook_endpoint.deleted' as const, deleted: true as const },
      200,
    );
  });
}
