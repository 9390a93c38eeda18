import { createRoute } from '@hono/zod-openapi';
import { catalogue } from '../../shared/catalogue.ts';
import { modelList, modelObjectOf } from '../../shared/contract/models.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/models',
  summary: 'What is on sale, what it costs, and how many vehicles can run it now',
  responses: { 200: { description: 'Models', content: { 'application/json': { schema: modelList } } } },
});

export function listModels(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const standing = { policy: deps.policy, fleet: await deps.fleet.read(), now: deps.now() };
    const data = catalogue.map((model) => modelObjectOf(model, standing));
    return c.json({ object: 'list' as const, data }, 200);
  });
}
