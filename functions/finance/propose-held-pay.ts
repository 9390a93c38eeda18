import { createRoute } from '@hono/zod-openapi';
import { heldPayParams, heldPayProposedReply } from '../../shared/contract/finance-payouts.ts';
import { ownerWrites } from '../adapters/owners.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

/** Nothing is released yet: another person decides. */
export function proposeHeldPay(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/finance/owners/{owner_id}/held_pay/propose',
    summary: 'Propose to let pay go again that was held for proven fraud, which another person approves',
    request: { params: heldPayParams },
    responses: {
      200: { description: 'Proposed', content: { 'application/json': { schema: heldPayProposedReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const { ownerId } = await deps.owners.get(c.req.valid('param').owner_id);
    await deps.commit([ownerWrites.proposeHeldPay(ownerId, c.get('callerId'))]);
    return c.json({ owner_id: ownerId, proposed_by: c.get('callerId') }, 200);
  });
}
