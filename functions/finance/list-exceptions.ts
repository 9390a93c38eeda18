import { createRoute } from '@hono/zod-openapi';
import type { z } from 'zod';
import { listOf } from '../../shared/contract/list.ts';
import { exceptionsQuery, exceptionsReply } from '../../shared/contract/reconciliation.ts';
import { type AgeBucket, ageOf, type Exception } from '../../shared/reconciliation/exception.ts';
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
    const open = query.state === 'open' ? await deps.exceptions.open() : undefined;
    const all = open ? after(open, query.after) : deps.exceptions.all(query.after);
    const found = await askedFor(all, query, now);
    const list = listOf(
      found.map((each) => visibleException(each, now)),
      query.limit,
    );
    return c.json({ ...list, open_by_age: open ? countsByAge(open, now) : null }, 200);
  });
}

/** One more than asked for tells that there are more. */
async function askedFor(
  all: Iterable<Exception> | AsyncIterable<Exception>,
  query: Query,
  now: number,
): Promise<Exception[]> {
  const found: Exception[] = [];
  for await (const exception of all)
    if (isAskedFor(exception, query, now) && found.push(exception) > query.limit) break;
  return found;
}

const after = (open: readonly Exception[], id: string | undefined): readonly Exception[] =>
  id === undefined ? open : open.slice(open.findIndex(({ exceptionId }) => exceptionId === id) + 1);

function countsByAge(open: readonly Exception[], now: number): Record<AgeBucket, number> {
  const counts = { '0-1': 0, '2-7': 0, '8-30': 0, '>30': 0 };
  for (const exception of open) counts[ageOf(exception, now)]++;
  return counts;
}

const isAskedFor = (exception: Exception, { state, status, age, assignee }: Query, now: number): boolean =>
  (state === 'all' || exception.state === state) &&
  (status === undefined || exception.status === status) &&
  (age === undefined || ageOf(exception, now) === age) &&
  (assignee === undefined || (exception.assignee ?? 'nobody') === assignee);
