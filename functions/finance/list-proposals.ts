import { createRoute } from '@hono/zod-openapi';
import { proposalObjectOf, proposalsQuery, proposalsReply } from '../../shared/contract/finance-proposals.ts';
import { listOf } from '../../shared/contract/list.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

export function listProposals(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/proposals',
    summary: 'What takes two people and was proposed: credit that is given, lent or given up',
    request: { query: proposalsQuery },
    responses: {
      200: { description: 'Proposals', content: { 'application/json': { schema: proposalsReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const { after, limit } = c.req.valid('query');
    const found = await deps.proposedActs.list({ after, limit: limit + 1 });
    return c.json(listOf(found.map(proposalObjectOf), limit), 200);
  });
}
