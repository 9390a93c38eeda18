import { createRoute } from '@hono/zod-openapi';
import { proposalObject, proposalObjectOf, proposalParams } from '../../shared/contract/finance-proposals.ts';
import type { ProposedAct } from '../../shared/proposed-act.ts';
import { proposedActWrites } from '../adapters/proposed-acts.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { refuseUnlessOwnOrApprover, refuseUnlessProposed } from './approvals/refuse-maker.ts';

/** Who made it may take it back as well. */
export function rejectProposal(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/finance/proposals/{proposal_id}/reject',
    summary: 'Reject what was proposed',
    request: { params: proposalParams },
    responses: {
      200: { description: 'Rejected', content: { 'application/json': { schema: proposalObject } } },
    },
  });
  api.openapi(route, async (c) => {
    const proposed = await deps.proposedActs.get(c.req.valid('param').proposal_id);
    refuseUnlessOwnOrApprover(proposed, { callerId: c.get('callerId'), may: c.get('may') });
    refuseUnlessProposed(proposed, `Proposal ${proposed.proposalId}`);
    const decided: ProposedAct = {
      ...proposed,
      state: 'rejected',
      decidedBy: c.get('callerId'),
      decidedAt: deps.now(),
    };
    await deps.commit([proposedActWrites.decide(decided)]);
    return c.json(proposalObjectOf(decided), 200);
  });
}
