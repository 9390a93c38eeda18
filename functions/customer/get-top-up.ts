import { createRoute } from '@hono/zod-openapi';
import { topUpObject, topUpObjectOf, topUpParams } from '../../shared/contract/top-ups.ts';
import { followTopUp } from '../adapters/followed-top-ups.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/top_ups/{topUpId}',
  summary: 'What became of a top-up',
  request: { params: topUpParams },
  responses: {
    200: { description: 'The top-up', content: { 'application/json': { schema: topUpObject } } },
  },
});

/** As Stripe has it now, where it has not ended. */
export function getTopUp(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const { topUpId } = c.req.valid('param');
    const record = await deps.topUps.get({ customerId: c.get('callerId'), topUpId });
    return c.json(topUpObjectOf(await followTopUp(deps, record)), 200);
  });
}
