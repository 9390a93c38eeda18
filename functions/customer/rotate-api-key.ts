import { createRoute, z } from '@hono/zod-openapi';
import { type ApiKey, refuseBeyond, rotate } from '../../shared/api-key.ts';
import { apiKeyObjectOf, apiKeyWithValue, rotateApiKeyRequest } from '../../shared/contract/api-keys.ts';
import { apiKeyWrites } from '../adapters/api-keys.ts';
import type { Write } from '../adapters/commit.ts';
import { credentialWrites } from '../adapters/credentials.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { newCustomerKey } from '../edge/new-secret.ts';
import { lastUseOf, visibleKey } from './keys/visible-key.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/api_keys/{keyId}/rotate',
  summary: 'Gives a key a new secret; the former one works on for a grace, under the same key',
  request: {
    params: z.object({ keyId: z.string().max(100) }),
    body: { content: { 'application/json': { schema: rotateApiKeyRequest } } },
  },
  responses: {
    200: {
      description: 'The key and its new secret',
      content: { 'application/json': { schema: apiKeyWithValue } },
    },
  },
});

/** Whoever rotates a key holds it from then on, so that it may do no more than the one that rotates it. */
export function rotateApiKey(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const { grace_seconds: graceSeconds } = rotateApiKeyRequest.parse(c.req.valid('json') ?? {});
    const caller = { customerId: c.get('callerId'), key: c.get('key'), grant: c.get('grant') };
    const key = await visibleKey(deps, caller, c.req.valid('param').keyId);
    refuseBeyond(caller.grant, key.scopes);
    const { secret, kept } = newCustomerKey(deps);
    const now = deps.now();
    const rotated = rotate(key, kept, { now, graceSeconds });
    await deps.commit(rotationWrites(key, rotated, now));
    const object = apiKeyObjectOf(rotated, { now, lastUsedAt: await lastUseOf(deps, rotated) });
    c.set('replayedBody', JSON.stringify({ ...object, value: null }));
    return c.json({ ...object, value: secret }, 200);
  });
}

/** Two secrets live: one that was still in its grace ends now. */
const rotationWrites = (key: ApiKey, rotated: ApiKey, now: number): Write[] => [
  apiKeyWrites.save(rotated),
  credentialWrites.ofKey(rotated),
  credentialWrites.end(key.current.sha256, 'rotatedOut', rotated.previous?.endsAt ?? now),
  ...(key.previous && key.previous.endsAt > now
    ? [credentialWrites.end(key.previous.sha256, 'rotatedOut', now)]
    : []),
];
