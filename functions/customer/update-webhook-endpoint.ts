import { createRoute, z } from '@hono/zod-openapi';
import {
  endpointObjectOf,
  updateWebhookEndpointRequest,
  webhookEndpointObject,
} from '../../shared/contract/webhooks.ts';
import { updated } from '../../shared/webhook-endpoint.ts';
import { webhookUrl } from '../adapters/webhook-address.ts';
import { webhookEndpointWrites } from '../adapters/webhook-endpoints.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/webhook_endpoints/{endpointId}',
  summary: 'Changes a webhook endpoint, or enables it again',
  request: {
    params: z.object({ endpointId: z.string().max(128) }),
    body: { required: true, content: { 'application/json': { schema: updateWebhookEndpointRequest } } },
  },
  responses: {
    200: { description: 'The endpoint', content: { 'application/json': { schema: webhookEndpointObject } } },
  },
});

export function updateWebhookEndpoint(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const { url, name, event_types, enabled } = c.req.valid('json');
    if (url !== undefined) webhookUrl(url, deps.webhookReach);
    const endpoint = await deps.webhookEndpoints.get({
      customerId: c.get('callerId'),
      ...c.req.valid('param'),
    });
    const next = updated(endpoint, { url, name, eventTypes: event_types, enabled }, deps.now());
    if (next !== endpoint) await deps.commit([webhookEndpointWrites.change(endpoint, next)]);
    return c.json(endpointObjectOf(next), 200);
  });
}
