import { createRoute } from '@hono/zod-openapi';
import { haltParams, haltProofReply } from '../../shared/contract/halts.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { countLeases } from './halts/count-leases.ts';
import { visibleHalt } from './halts/visible-halt.ts';

export function getHalt(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/operator/halts/{halt_id}',
    summary: 'A halt, and how many leases of what it names are alive now',
    request: { params: haltParams },
    responses: {
      200: { description: 'The halt', content: { 'application/json': { schema: haltProofReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const halt = await deps.halts.get(c.req.valid('param').halt_id);
    return c.json({ ...visibleHalt(halt), active_leases: await countLeases(deps, halt) }, 200);
  });
}
