import { createRoute } from '@hono/zod-openapi';
import { exceptionParams, exceptionReply } from '../../shared/contract/reconciliation.ts';
import { rejected } from '../../shared/reconciliation/correction.ts';
import { saveException } from '../adapters/exceptions.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { refuseUnlessOwnOrApprover } from './approvals/refuse-maker.ts';
import { visibleException } from './reconciliation/visible-exception.ts';

export function rejectException(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/finance/exceptions/{exception_id}/reject',
    summary: 'Turn down the correction that somebody proposed',
    request: { params: exceptionParams },
    responses: {
      200: { description: 'Turned down', content: { 'application/json': { schema: exceptionReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const exception = await deps.exceptions.get(c.req.valid('param').exception_id);
    const now = deps.now();
    refuseUnlessOwnOrApprover(
      { madeBy: exception.proposal?.proposedBy ?? '' },
      { callerId: c.get('callerId'), may: c.get('may') },
    );
    const decided = rejected(exception, c.get('callerId'), now);
    await deps.commit([saveException(decided)]);
    return c.json(visibleException(decided, now), 200);
  });
}
