import { createRoute } from '@hono/zod-openapi';
import { peopleReply } from '../../shared/contract/finance-people.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { visiblePerson } from './people/visible-person.ts';

export function listPeople(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/people',
    summary: 'Who is of finance, and what each may do; those whose keys were revoked too',
    responses: { 200: { description: 'People', content: { 'application/json': { schema: peopleReply } } } },
  });
  api.openapi(route, async (c) => {
    const people = await deps.financePeople.list();
    return c.json({ object: 'list' as const, data: people.map(visiblePerson) }, 200);
  });
}
