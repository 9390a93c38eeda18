import { createRoute } from '@hono/zod-openapi';
import { createNoteRequest, exceptionParams, exceptionReply } from '../../shared/contract/reconciliation.ts';
import { withNote } from '../../shared/reconciliation/exception.ts';
import { saveException } from '../adapters/exceptions.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { visibleException } from './reconciliation/visible-exception.ts';

export function createExceptionNote(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/finance/exceptions/{exception_id}/notes',
    summary: 'Write down what was found out about an exception',
    request: {
      params: exceptionParams,
      body: { required: true, content: { 'application/json': { schema: createNoteRequest } } },
    },
    responses: {
      200: { description: 'Noted', content: { 'application/json': { schema: exceptionReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const exception = await deps.exceptions.get(c.req.valid('param').exception_id);
    const at = deps.now();
    const noted = withNote(exception, { by: c.get('callerId'), at, text: c.req.valid('json').text });
    await deps.commit([saveException(noted)]);
    return c.json(visibleException(noted, at), 200);
  });
}
