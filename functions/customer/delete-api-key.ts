import { createRoute, z } from '@hono/zod-openapi';
import { apiKeyDeleted } from '../../shared/contract/api-keys.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { revokeWrites } from './keys/revoke-writes.ts';
import { visibleKey } from './keys/visible-key.ts';

const route = createRoute({
  method: 'delete',
  path: '/v1/api_keys/{keyId}',
  summary: 'Revokes a key: every secret of it is refused from the next call on',
  request: { params: z.object({ keyId: z.string().max(100) }) },
  responses: {
    200: { description: 'It is revoked', content: { 'application/json': { schema: apiKeyDeleted } } },
  },
});

/** Twice is as once. The key stays in the list, so that what it used can be told. */
export function deleteApiKey(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const caller = { customerId: c.get('callerId'), key: c.get('key'), grant: c.get('grant') };
    const key = await visibleKey(deps, caller, c.req.valid('param').keyId);
    if (key.revokedAt === undefined) await deps.commit(revokeWrites(key, deps.now()));
    return c.json({ id: key.keyId, object: 'api_key' as const, deleted: true as const }, 200);
  });
}
