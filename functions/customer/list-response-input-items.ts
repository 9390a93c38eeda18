import { createRoute, z } from '@hono/zod-openapi';
import { listOf } from '../../shared/contract/list.ts';
import { conversationItemList } from '../../shared/contract/response-object.ts';
import { pageOfItems } from '../../shared/responses/stored-response.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { lookAtResponse } from './responses/look-at-response.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/responses/{responseId}/input_items',
  summary: 'Lists what a response was made from: the conversation before it, and its own input',
  request: {
    params: z.object({ responseId: z.string() }),
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(100).default(20),
      after: z.string().max(128).optional(),
      order: z.enum(['asc', 'desc']).default('desc'),
    }),
  },
  responses: {
    200: { description: 'Items', content: { 'application/json': { schema: conversationItemList } } },
  },
});

export function listResponseInputItems(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const query = c.req.valid('query');
    const name = { customerId: c.get('callerId'), ...c.req.valid('param') };
    const { stored } = await lookAtResponse(deps, name);
    return c.json(listOf(pageOfItems(stored.input, query), query.limit), 200);
  });
}
