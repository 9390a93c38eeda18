import { createRoute, z } from '@hono/zod-openapi';
import { listOf } from '../../shared/contract/list.ts';
import { endpointObjectOf, webhookEndpointList } from '../../shared/contract/webhooks.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/webhook_endpoints',
  summary: 'Lists webhook endpoints, newest first',
  request: {
    query: z.object({
      limit: z.coerce.number().int().min(1).max(100).default(20),
      after: z.string().max(128).optional(),
    }),
  },
  responses: {
    200: { description: 'Endpoints', content: { 'application/json': { schema: webhookEndpointList } } },
  },
});

export function listWebhookEndpoints(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const { limit, after } = c.req.valid('query');
    const all = await deps.webhookEndpoints.of(c.get('callerId'));
    const following = after === undefined ? all : all.filter(({ endpointId }) => endpointId < after);
    return c.json(listOf(following.map(endpointObjectOf), limit), 200);
  });
}
