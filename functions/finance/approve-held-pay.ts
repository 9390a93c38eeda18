import { createRoute } from '@hono/zod-openapi';
import { heldPayParams, heldPayReply } from '../../shared/contract/finance-payouts.ts';
import { Refusal } from '../../shared/refusal.ts';
import { ownerWrites } from '../adapters/owners.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { refuseMaker } from './approvals/refuse-maker.ts';

/** After fraud was proven nothing is released by itself: a person looks, and says so here; where payouts take two people, another proposed it. */
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
    const { ownerId, payReleaseBy } = await deps.owners.get(c.req.valid('param').owner_id);
    if (deps.policy.payoutsNeedApproval) {
      if (payReleaseBy === undefined)
        throw new Refusal(
          'conflict',
          `Nobody proposed it: POST /v1/finance/owners/${ownerId}/held_pay/propose`,
        );
      refuseMaker({ madeBy: payReleaseBy }, c.get('callerId'));
    }
    await deps.commit([ownerWrites.releaseHeldPay(ownerId, payReleaseBy)]);
    return c.json({ owner_id: ownerId, held_since: null }, 200);
  });
}
