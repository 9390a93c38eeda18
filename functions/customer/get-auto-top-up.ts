import { createRoute } from '@hono/zod-openapi';
import { autoTopUpObject } from '../../shared/contract/auto-top-up.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { tellAutoTopUp } from './top-ups/tell-auto-top-up.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/auto_top_up',
  summary: 'The automatic top-up, and why it charges nothing now',
  responses: {
    200: { description: 'As it is set', content: { 'application/json': { schema: autoTopUpObject } } },
  },
});

export function getAutoTopUp(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const customerId = c.get('callerId');
    return c.json(await tellAutoTopUp(deps, customerId, await deps.autoTopUps.find(customerId)), 200);
  });
}
