import { createRoute } from '@hono/zod-openapi';
import { agreedCharter } from '../../shared/contract/owner-charters.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { charterParam, getCharterOf } from './charters/charter-param.ts';
import { visibleCharter } from './charters/visible-charter.ts';

export function getCharter(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/owner/charters/{version}',
    summary: 'One version of your charter, as it was agreed to',
    request: { params: charterParam },
    responses: {
      200: { description: 'The version', content: { 'application/json': { schema: agreedCharter } } },
    },
  });
  api.openapi(route, async (c) => {
    const { version } = c.req.valid('param');
    return c.json(visibleCharter(await getCharterOf(deps, c.get('callerId'), version)), 200);
  });
}
