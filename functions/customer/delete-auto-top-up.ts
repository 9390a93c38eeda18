import { createRoute } from '@hono/zod-openapi';
import { turnedOff } from '../../shared/auto-top-up.ts';
import { autoTopUpObject } from '../../shared/contract/auto-top-up.ts';
import { autoTopUpWrites } from '../adapters/auto-top-ups.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { tellAutoTopUp } from './top-ups/tell-auto-top-up.ts';

const route = createRoute({
  method: 'delete',
  path: '/v1/auto_top_up',
  summary: 'No more automatic top-ups',
  description: 'One that is under way is still made.',
  responses: {
    200: { description: 'It is off', content: { 'application/json': { schema: autoTopUpObject } } },
  },
});

export function deleteAutoTopUp(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const customerId = c.get('callerId');
    const before = await deps.autoTopUps.find(customerId);
    if (!before || before.state === 'off') return c.json(await tellAutoTopUp(deps, customerId, before), 200);
    const next = turnedOff(before);
    await deps.commit(autoTopUpWrites.save(next));
    return c.json(await tellAutoTopUp(deps, customerId, next), 200);
  });
}
