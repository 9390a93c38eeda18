import { createRoute } from '@hono/zod-openapi';
import { listOf } from '../../shared/contract/list.ts';
import { refundList, refundObjectOf } from '../../shared/contract/refunds.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/refunds',
  summary: 'Lists refunds of unused balance, latest first',
  responses: { 200: { description: 'Refunds', content: { 'application/json': { schema: refundList } } } },
});

export function listRefunds(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const refunds = await Array.fromAsync(deps.refunds.of(c.get('callerId')));
    return c.json(listOf(refunds.map(refundObjectOf), refunds.length), 200);
  });
}
