import { createRoute } from '@hono/zod-openapi';
import { drillQuery, drillReply } from '../../shared/contract/drill.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { drillFrom } from './drill/resolve.ts';

export function getDrill(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/drill',
    summary: 'What something is made of and what it is part of: from a transfer to requests, and back',
    request: { query: drillQuery },
    responses: {
      200: { description: 'One step each way', content: { 'application/json': { schema: drillReply } } },
    },
  });
  api.openapi(route, async (c) => c.json(await drillFrom(deps, c.req.valid('query').from), 200));
}
