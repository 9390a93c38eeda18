import { createRoute, z } from '@hono/zod-openapi';
import { type ApiKey, statusOfKey } from '../../shared/api-key.ts';
import { apiKeyDeleted } from '../../shared/contract/api-keys.ts';
import { Refusal } from '../../shared/refusal.ts';
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
    if (key.revokedAt === undefined) {
      if (isMaster(key)) await refuseIfLast(deps, key);
      await deps.commit(revokeWrites(key, deps.now()));
    }
    return c.json({ id: key.keyId, object: 'api_key' as const, deleted: true as const }, 200);
  });
}

/** It can make others, everywhere. */
const isMaster = ({ reach, scopes }: ApiKey) => reach === 'organization' && scopes.includes('keys.write');

/** Without such a key nobody could ever get in again. */
async function refuseIfLast({ apiKeys, now }: Deps, { customerId, keyId }: ApiKey): Promise<void> {
  const all = await apiKeys.list(customerId, {
    projectId: undefined,
    reach: 'organization',
    limit: Number.POSITIVE_INFINITY,
  });
  if (all.some((key) => key.keyId !== keyId && isMaster(key) && statusOfKey(key, now()) === 'active')) return;
  throw new Refusal(
    'conflict',
    "This is your organisation's last key that can make keys. Make another one first; if it leaked, rotate it with grace_seconds 0.",
  );
}
