import { createRoute } from '@hono/zod-openapi';
import { haltParams, haltReply } from '../../shared/contract/halts.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { haltWrites } from '../adapters/halts.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { visibleHalt } from './halts/visible-halt.ts';

/** One that has ended stays ended, since when it was. */
export function endHalt(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'delete',
    path: '/v1/operator/halts/{halt_id}',
    summary: 'Ends a halt: the vehicles work again',
    request: { params: haltParams },
    responses: { 200: { description: 'Ended', content: { 'application/json': { schema: haltReply } } } },
  });
  api.openapi(route, async (c) => {
    const halt = await deps.halts.get(c.req.valid('param').halt_id);
    try {
      await deps.commit(haltWrites.end(halt, deps.now()));
    } catch (error) {
      if (!isRefusal(error, 'changed_meanwhile')) throw error;
    }
    return c.json(visibleHalt(await deps.halts.get(halt.haltId)), 200);
  });
}
