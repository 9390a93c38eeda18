import { createRoute } from '@hono/zod-openapi';
import { proposalObject, proposalObjectOf, proposalParams } from '../../shared/contract/finance-proposals.ts';
import type { ProposedAct } from '../../shared/proposed-act.ts';
import { proposedActWrites } from '../adapters/proposed-acts.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { actWrites } from './approvals/act-writes.ts';
import { refuseMaker, refuseUnlessProposed } from './approvals/refuse-maker.ts';

/** In the commit that decides: once. What moves money follows behind the stream. */
export function approveProposal(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/finance/proposals/{proposal_id}/approve',
    summary: 'Let happen what somebody else proposed',
    request: { params: proposalParams },
    responses: { 200: { description: 'Done', content: { 'application/json': { schema: proposalObject } } } },
  });
  api.openapi(route, async (c) => {
    const proposed = await deps.proposedActs.get(c.req.valid('param').proposal_id);
    refuseUnlessProposed(proposed, `Proposal ${proposed.proposalId}`);
    refuseMaker(proposed, c.get('callerId'));
    const decided: ProposedAct = {
      ...proposed,
      state: 'approved',
      decidedBy: c.get('callerId'),
      decidedAt: deps.now(),
    };
    await deps.commit([proposedActWrites.decide(decided), ...(await actWrites(deps, proposed))]);
    return c.json(proposalObjectOf(decided), 200);
  });
}
