import { createRoute, z } from '@hono/zod-openapi';
import { getModel } from '../../shared/catalogue.ts';
import { modelObject, modelObjectOf } from '../../shared/contract/models.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/models/{model}',
  summary: 'Retrieves a model: the very files it is, its prices, and how many vehicles can run it now',
  request: { params: z.object({ model: z.string() }) },
  responses: { 200: { description: 'The model', content: { 'application/json': { schema: modelObject } } } },
});

export function retrieveModel(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const model = getModel(c.req.valid('param').model);
    const standing = { policy: deps.policy, fleet: await deps.fleet.read(), now: deps.now() };
    return c.json(modelObjectOf(model, standing), 200);
  });
}
