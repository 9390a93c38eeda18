import { createRoute } from '@hono/zod-openapi';
import { proposalObjectOf, proposalsReply } from '../../shared/contract/finance-proposals.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

export function listProposals(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/proposals',
    summary: 'What takes two people and was proposed: credit that is given, lent or given up',
    responses: {
      200: { description: 'Proposals', content: { 'application/json': { schema: proposalsReply } } },
    },
  });
  api.openapi(route, async (c) =>
    c.json({ object: 'list' as const, data: (await deps.proposedActs.list()).map(proposalObjectOf) }, 200),
  );
}
