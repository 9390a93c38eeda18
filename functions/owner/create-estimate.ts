import { createRoute } from '@hono/zod-openapi';
import { estimateReply, estimateRequest } from '../../shared/contract/owner-estimates.ts';
import { estimateFor } from '../../shared/owner-estimate.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

/** What a car may earn, from the market's own sums. Nothing is kept of it. */
export function createEstimate(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/owner/estimates',
    summary: 'What a car may earn at a plug, net of energy and wear',
    description:
      'A range, not a promise: what is not known (how much work there is, the car’s speed and draw) is named in ' +
      '`assumptions` and gives the percentiles. It is worked out with the sums that the market offers and pays by.',
    request: { body: { required: true, content: { 'application/json': { schema: estimateRequest } } } },
    responses: {
      200: { description: 'The estimate', content: { 'application/json': { schema: estimateReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const owner = await deps.owners.get(c.get('callerId'));
    return c.json(estimateFor(c.req.valid('json'), { ...owner, policy: deps.policy }), 200);
  });
}
