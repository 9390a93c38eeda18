import { createRoute } from '@hono/zod-openapi';
import { peopleQuery, peopleReply } from '../../shared/contract/finance-people.ts';
import { listOf } from '../../shared/contract/list.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { pageOf } from './lists/page-of.ts';
import { visiblePerson } from './people/visible-person.ts';

export function listPeople(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/people',
    summary: 'Who is of finance, and what each may do; those whose keys were revoked too',
    request: { query: peopleQuery },
    responses: { 200: { description: 'People', content: { 'application/json': { schema: peopleReply } } } },
  });
  api.openapi(route, async (c) => {
    const page = c.req.valid('query');
    const people = await deps.financePeople.list();
    return c.json(listOf(await pageOf(people.map(visiblePerson), page), page.limit), 200);
  });
}
