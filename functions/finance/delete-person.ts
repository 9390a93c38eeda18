import { createRoute } from '@hono/zod-openapi';
import { personParams, personReply } from '../../shared/contract/finance-people.ts';
import { isRefusal, Refusal } from '../../shared/refusal.ts';
import { type FinancePerson, financePersonWrites } from '../adapters/finance-people.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { visiblePerson } from './people/visible-person.ts';

/** The person stays known, since the audit trail names them; the key is refused from the next call on. */
export function deletePerson(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'delete',
    path: '/v1/finance/people/{person_id}',
    summary: "Revoke a person's key",
    request: { params: personParams },
    responses: { 200: { description: 'Revoked', content: { 'application/json': { schema: personReply } } } },
  });
  api.openapi(route, async (c) => {
    const person = await deps.financePeople.get(c.req.valid('param').person_id);
    if (person.revokedAt === undefined) refuseIfLast(person, await deps.financePeople.list());
    try {
      await deps.commit(financePersonWrites.revoke(person, deps.now()));
    } catch (error) {
      if (!isRefusal(error, 'changed_meanwhile')) throw error;
    }
    return c.json(visiblePerson(await deps.financePeople.get(person.personId)), 200);
  });
}

/** Somebody must be left who can let others in. */
function refuseIfLast(person: FinancePerson, all: readonly FinancePerson[]): void {
  const others = all.filter(
    ({ personId, may, revokedAt }) =>
      personId !== person.personId && revokedAt === undefined && may.includes('people'),
  );
  if (person.may.includes('people') && others.length === 0)
    throw new Refusal(
      'conflict',
      `${person.personId} is the last who may let people in: give that right to another first.`,
    );
}
