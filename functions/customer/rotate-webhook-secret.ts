import { createRoute, z } from '@hono/zod-openapi';
import {
  endpointObjectOf,
  rotateWebhookSecretRequest,
  webhookEndpointWithSecret,
} from '../../shared/contract/webhooks.ts';
import { rotated } from '../../shared/webhook-endpoint.ts';
import { webhookEndpointWrites } from '../adapters/webhook-endpoints.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/webhook_endpoints/{endpointId}/rotate_secret',
  summary: 'Gives a webhook endpoint a new signing secret; for 24 hours the old one signs too',
  request: {
    params: z.object({ endpointId: z.string().max(128) }),
    body: { content: { 'application/json': { schema: rotateWebhookSecretRequest } } },
  },
  responses: {
    200: {
      description: 'The endpoint with its new secret',
      content: { 'application/json': { schema: webhookEndpointWithSecret } },
    },
  },
});

export function rotateWebhookSecret(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    // Without a body the validator gives an empty object, which the schema has not seen.
    const { keep_old_secret_active_for_24_hours: keepsOld = true } = c.req.valid('json');
    const endpoint = await deps.webhookEndpoints.get({
      customerId: c.get('callerId'),
      ...c.req.valid('param'),
    });
    const secret = await deps.webhookSender.newSecret(endpoint.endpointId);
    const next = rotated(endpoint, secret, { keepsOld, now: deps.now() });
    await deps.commit([webhookEndpointWrites.change(endpoint, next)]);
    return c.json({ ...endpointObjectOf(next), signing_secret: secret.text }, 200);
  });
}
