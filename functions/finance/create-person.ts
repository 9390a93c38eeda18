import { createRoute } from '@hono/zod-openapi';
import { createPersonReply, createPersonRequest } from '../../shared/contract/finance-people.ts';
import { financeRights } from '../../shared/finance-right.ts';
import { financePersonWrites } from '../adapters/finance-people.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { newApiKey } from '../edge/new-secret.ts';
import { visiblePerson } from './people/visible-person.ts';

export function createPerson(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/finance/people',
    summary: 'Let somebody in: a person of finance with a key of their own',
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
    const person = {
      personId: deps.newId('person'),
      name,
      email,
      may: financeRights.filter((right) => right === 'read' || may.includes(right)),
      keySha256,
      createdAt: deps.now(),
    };
    await deps.commit(financePersonWrites.create(person));
    return c.json({ ...visiblePerson(person), api_key: secret }, 200);
  });
}
