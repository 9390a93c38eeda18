import { createRoute, z } from '@hono/zod-openapi';
import { apiKeyObject, apiKeyObjectOf } from '../../shared/contract/api-keys.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { lastUseOf, visibleKey } from './keys/visible-key.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/api_keys/{keyId}',
  summary: 'Retrieves an API key, without its secret',
  request: { params: z.object({ keyId: z.string().max(100) }) },
  responses: { 200: { description: 'The key', content: { 'application/json': { schema: apiKeyObject } } } },
});

export function getApiKey(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const caller = { customerId: c.get('callerId'), key: c.get('key'), grant: c.get('grant') };
    const key = await visibleKey(deps, caller, c.req.valid('param').keyId);
    return c.json(apiKeyObjectOf(key, { now: deps.now(), lastUsedAt: await lastUseOf(deps, key) }), 200);
  });
}
