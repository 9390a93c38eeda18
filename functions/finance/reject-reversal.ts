import { createRoute } from '@hono/zod-openapi';
import { reversalParams, reversalReply } from '../../shared/contract/finance-periods.ts';
import type { Reversal } from '../../shared/reversal.ts';
import { reversalWrites } from '../adapters/reversals.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { refuseUnlessOwnOrApprover } from './approvals/refuse-maker.ts';
import { visibleReversal } from './reversals/visible-reversal.ts';

export function rejectReversal(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/finance/reversals/{reversal_id}/reject',
    summary: 'Leave an entry as it is that somebody wanted undone',
    request: { params: reversalParams },
    responses: {
      200: { description: 'Rejected', content: { 'application/json': { schema: reversalReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const reversal = await deps.reversals.get(c.req.valid('param').reversal_id);
    refuseUnlessOwnOrApprover(reversal, { callerId: c.get('callerId'), may: c.get('may') });
    const decided: Reversal = {
      ...reversal,
      state: 'rejected',
      decidedBy: c.get('callerId'),
      decidedAt: deps.now(),
    };
    await deps.commit([reversalWrites.decide(decided)]);
    return c.json(visibleReversal(decided), 200);
  });
}
