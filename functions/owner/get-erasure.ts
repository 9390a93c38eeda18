import { createRoute } from '@hono/zod-openapi';
import { ownerErasure } from '../../shared/contract/owner-erasure.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { tellErasure } from './closing/tell-erasure.ts';

/** What the erasure waits for, or the signed record of it. */
export function getErasure(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/owner/erasure',
    summary: 'How the closing of your account stands',
    responses: {
      200: { description: 'How it stands', content: { 'application/json': { schema: ownerErasure } } },
    },
  });
  api.openapi(route, async (c) => {
    const closure = await deps.closures.find(c.get('callerId'));
    if (!closure) throw new Refusal('not_found', 'You did not ask to be erased (POST /v1/owner/erasure).');
    return c.json(await tellErasure(deps, closure), 200);
  });
}
