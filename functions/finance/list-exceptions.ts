import { createRoute } from '@hono/zod-openapi';
import type { z } from 'zod';
import { listOf } from '../../shared/contract/list.ts';
import { exceptionsQuery, exceptionsReply } from '../../shared/contract/reconciliation.ts';
import { ageOf, type Exception } from '../../shared/reconciliation/exception.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { visibleException } from './reconciliation/visible-exception.ts';

type Query = z.output<typeof exceptionsQuery>;

export function listExceptions(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/exceptions',
    summary: 'What ledger, Stripe and bank do not agree on',
    description: 'Open ones oldest first; with `state` `resolved` or `all` in the order of their ids.',
    request: { query: exceptionsQuery },
    responses: {
      200: { description: 'Exceptions', content: { 'application/json': { schema: exceptionsReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const query = c.req.valid('query');
    const now = deps.now();
    const found: Exception[] = [];
    for await (const exception of exceptionsAfter(deps, query)) {
      if (!isAskedFor(exception, query, now)) continue;
      // One more than asked for tells that there are more.
      if (found.push(exception) > query.limit) break;
    }
    return c.json(
      listOf(
        found.map((each) => visibleException(each, now)),
        query.limit,
      ),
      200,
    );
  });
}

async function* exceptionsAfter({ exceptions }: Deps, { state, after }: Query): AsyncGenerator<Exception> {
  if (state !== 'open') return yield* exceptions.all(after);
  const open = await exceptions.open();
  const from = after === undefined ? 0 : open.findIndex(({ exceptionId }) => exceptionId === after) + 1;
  yield* open.slice(from);
}

const isAskedFor = (exception: Exception, { state, status, age, assignee }: Query, now: number): boolean =>
  (state === 'all' || exception.state === state) &&
  (status === undefined || exception.status === status) &&
  (age === undefined || ageOf(exception, now) === age) &&
  (assignee === undefined || (exception.assignee ?? 'nobody') === assignee);
