import { createRoute } from '@hono/zod-openapi';
import { exceptionParams, exceptionReply } from '../../shared/contract/reconciliation.ts';
import { approved } from '../../shared/reconciliation/correction.ts';
import { saveException } from '../adapters/exceptions.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { visibleException } from './reconciliation/visible-exception.ts';

/** It is posted by what the table's stream calls. */
export function approveException(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/finance/exceptions/{exception_id}/approve',
    summary: 'Let the correction that somebody else proposed be posted',
    request: { params: exceptionParams },
    responses: {
      200: { description: 'Approved', content: { 'application/json': { schema: exceptionReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const exception = await deps.exceptions.get(c.req.valid('param').exception_id);
    const decided = approved(exception, c.get('callerId'));
    await deps.commit([saveException(decided)]);
    return c.json(visibleException(decided, deps.now()), 200);
  });
}
