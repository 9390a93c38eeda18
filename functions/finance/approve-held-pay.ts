import { createRoute } from '@hono/zod-openapi';
import { heldPayParams, heldPayReply } from '../../shared/contract/finance-payouts.ts';
import { ownerWrites } from '../adapters/owners.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

/** After fraud was proven nothing is released by itself: a person looks, and says so here. */
export function approveHeldPay(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/finance/owners/{owner_id}/held_pay/approve',
    summary: 'Let pay go again that was held for proven fraud, and the vehicles come back by new keys',
    request: { params: heldPayParams },
    responses: {
      200: { description: 'Released', content: { 'application/json': { schema: heldPayReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const { ownerId } = await deps.owners.get(c.req.valid('param').owner_id);
    await deps.commit([ownerWrites.releaseHeldPay(ownerId)]);
    return c.json({ owner_id: ownerId, held_since: null }, 200);
  });
}
