import { createRoute } from '@hono/zod-openapi';
import {
  exceptionParams,
  exceptionReply,
  updateExceptionRequest,
} from '../../shared/contract/reconciliation.ts';
import type { Exception } from '../../shared/reconciliation/exception.ts';
import { Refusal } from '../../shared/refusal.ts';
import { saveException } from '../adapters/exceptions.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { visibleException } from './reconciliation/visible-exception.ts';

export function updateException(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'patch',
    path: '/v1/finance/exceptions/{exception_id}',
    summary: 'Say who looks after an exception',
    request: {
      params: exceptionParams,
      body: { required: true, content: { 'application/json': { schema: updateExceptionRequest } } },
    },
    responses: {
      200: { description: 'Changed', content: { 'application/json': { schema: exceptionReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const exception = await deps.exceptions.get(c.req.valid('param').exception_id);
    const { assignee } = c.req.valid('json');
    if (assignee !== null) await refuseUnlessPerson(deps, assignee);
    const changed = assigned(exception, assignee);
    await deps.commit([saveException(changed)]);
    return c.json(visibleException(changed, deps.now()), 200);
  });
}

/** An exception that nobody reads about is looked after by nobody. */
async function refuseUnlessPerson({ financePeople }: Deps, assignee: string): Promise<void> {
  const person = (await financePeople.list()).find(({ personId }) => personId === assignee);
  if (person && person.revokedAt === undefined) return;
  throw new Refusal(
    'invalid_request',
    `assignee: ${assignee} is no person of finance: see GET /v1/finance/people`,
    {
      param: 'assignee',
    },
  );
}

function assigned({ assignee: _assignee, ...exception }: Exception, assignee: string | null): Exception {
  return { ...exception, ...(assignee !== null && { assignee }), version: exception.version + 1 };
}
