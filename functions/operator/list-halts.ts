import { createRoute } from '@hono/zod-openapi';
import { haltsQuery, haltsReply } from '../../shared/contract/halts.ts';
import { listOf } from '../../shared/contract/list.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { visibleHalt } from './halts/visible-halt.ts';

export function listHalts(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/operator/halts',
    summary: 'Halts, latest first, ended ones too',
    request: { query: haltsQuery },
    responses: { 200: { description: 'Halts', content: { 'application/json': { schema: haltsReply } } } },
  });
  api.openapi(route, async (c) => {
    const { after, limit } = c.req.valid('query');
    const found = await deps.halts.list({ after, limit: limit + 1 });
    return c.json(listOf(found.map(visibleHalt), limit), 200);
  });
}
