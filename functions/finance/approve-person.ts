import { createRoute } from '@hono/zod-openapi';
import { personParams, personReply } from '../../shared/contract/finance-people.ts';
import { Refusal } from '../../shared/refusal.ts';
import { financePersonWrites } from '../adapters/finance-people.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { refuseMaker } from './approvals/refuse-maker.ts';
import { visiblePerson } from './people/visible-person.ts';

/** Its right is `people`, as all that is about people: see create-person. */
export function approvePerson(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/finance/people/{person_id}/approve',
    summary: 'Confirm what a person may do whom somebody else let in',
    request: { params: personParams },
    responses: { 200: { description: 'In force', content: { 'application/json': { schema: personReply } } } },
  });
  api.openapi(route, async (c) => {
    const person = await deps.financePeople.get(c.req.valid('param').person_id);
    if (!person.asked || person.revokedAt !== undefined)
      throw new Refusal('conflict', `Nothing that ${person.personId} may do is still to be confirmed.`);
    refuseMaker({ madeBy: person.letInBy ?? '' }, c.get('callerId'));
    if (person.personId === c.get('callerId'))
      throw new Refusal('second_person_wanted', 'Another person confirms what you may do.');
    await deps.commit(financePersonWrites.confirm(person, c.get('callerId')));
    return c.json(visiblePerson(await deps.financePeople.get(person.personId)), 200);
  });
}
