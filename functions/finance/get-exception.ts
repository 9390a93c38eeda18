import { createRoute } from '@hono/zod-openapi';
import { exceptionParams, exceptionReply } from '../../shared/contract/reconciliation.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { visibleException } from './reconciliation/visible-exception.ts';

export function getException(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/exceptions/{exception_id}',
    summary: 'One thing that is not agreed on, with all that was said of it',
    request: { params: exceptionParams },
    responses: {
      200: { description: 'The exception', content: { 'application/json': { schema: exceptionReply } } },
    },
  });
  api.openapi(route, async (c) =>
    c.json(visibleException(await deps.exceptions.get(c.req.valid('param').exception_id), deps.now()), 200),
  );
}
