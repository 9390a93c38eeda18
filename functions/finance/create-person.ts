import { createHash } from 'node:crypto';
import { createRoute } from '@hono/zod-openapi';
import { createPersonReply, createPersonRequest } from '../../shared/contract/finance-people.ts';
import { financeRights } from '../../shared/finance-right.ts';
import { Refusal } from '../../shared/refusal.ts';
import { type FinancePerson, financePersonWrites } from '../adapters/finance-people.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { newApiKey } from '../edge/new-secret.ts';
import { visiblePerson } from './people/visible-person.ts';

/**
 * Nobody gets two people's keys alone. A person is their e-mail address in lower case: who comes back is who they were,
 * so that nobody approves under a new name what they made under an old one. All that a new key may do beyond reading
 * is in force once a second person with `people` confirmed it: neither who asked for it, and holds the key, nor its
 * own. So at least two have to have `people`, and the first two are put there by hand.
 */
export function createPerson(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/finance/people',
    summary: 'Let somebody in: a person of finance with a key of their own',
    description: 'The key may read; what else it may do is in force once a second person confirmed it.',
    request: { body: { required: true, content: { 'application/json': { schema: createPersonRequest } } } },
    responses: {
      200: {
        description: 'The person and the API key, shown this once',
        content: { 'application/json': { schema: createPersonReply } },
      },
    },
  });
  api.openapi(route, async (c) => {
    const { name, email, may } = c.req.valid('json');
    const { secret, sha256: keySha256 } = newApiKey(deps.randomBytes);
    const known = (await deps.financePeople.list()).find((each) => each.email.toLowerCase() === email);
    refuseAlive(known);
    const asked = financeRights.filter((right) => right === 'read' || may.includes(right));
    const person: FinancePerson = {
      // Of the address, so that two calls at once are of one person.
      personId: known?.personId ?? `person_${sha256(email).slice(0, 24)}`,
      name,
      email,
      may: ['read'],
      ...(asked.length > 1 && { asked }),
      letInBy: c.get('callerId'),
      keySha256,
      createdAt: deps.now(),
    };
    await deps.commit(financePersonWrites.create(person, known));
    return c.json({ ...visiblePerson(person), api_key: secret }, 200);
  });
}

function refuseAlive(known: FinancePerson | undefined): void {
  if (known && known.revokedAt === undefined)
    throw new Refusal(
      'conflict',
      `${known.email} is ${known.personId} already: revoke that key first to give another.`,
      { param: 'email' },
    );
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
