import { createRoute, z } from '@hono/zod-openapi';
import { quoteObject, quoteObjectOf } from '../../shared/contract/quotes.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/quotes/{quoteId}',
  summary: 'Retrieves a quote as it was told, and the batch that was made of it',
  request: { params: z.object({ quoteId: z.string() }) },
  responses: { 200: { description: 'The quote', content: { 'application/json': { schema: quoteObject } } } },
});

export function getQuote(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const quote = await deps.quotes.get(c.get('callerId'), c.req.valid('param').quoteId);
    return c.json(quoteObjectOf(quote), 200);
  });
}
