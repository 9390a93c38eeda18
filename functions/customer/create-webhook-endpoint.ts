import { createRoute } from '@hono/zod-openapi';
import {
  createWebhookEndpointRequest,
  endpointObjectOf,
  webhookEndpointWithSecret,
} from '../../shared/contract/webhooks.ts';
import type { WebhookEndpoint } from '../../shared/webhook-endpoint.ts';
import { webhookUrl } from '../adapters/webhook-address.ts';
import { webhookEndpointWrites } from '../adapters/webhook-endpoints.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/webhook_endpoints',
  summary: 'Registers a URL that is told of events; the signing secret is shown here and never again',
  request: {
    body: { required: true, content: { 'application/json': { schema: createWebhookEndpointRequest } } },
  },
  responses: {
    200: {
      description: 'The endpoint with its secret',
      content: { 'application/json': { schema: webhookEndpointWithSecret } },
    },
  },
});

export function createWebhookEndpoint(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const { url, name, event_types } = c.req.valid('json');
    const { host } = webhookUrl(url, deps.webhookReach);
    const endpointId = deps.newId('whe');
    const secret = await deps.webhookSender.newSecret(endpointId);
    const createdAt = deps.now();
    const endpoint: WebhookEndpoint = {
      version: 0,
      customerId: c.get('callerId'),
      endpointId,
      name: name ?? host,
      url,
      eventTypes: event_types,
      wrappedSecret: secret.wrapped,
      secretHint: secret.hint,
      state: 'enabled',
      createdAt,
      updatedAt: createdAt,
    };
    await deps.commit(webhookEndpointWrites.create(endpoint));
    return c.json({ ...endpointObjectOf(endpoint), signing_secret: secret.text }, 200);
  });
}
