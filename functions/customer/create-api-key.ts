import { createRoute, type z } from '@hono/zod-openapi';
import { type ApiKey, refuseBeyond } from '../../shared/api-key.ts';
import { apiKeyObjectOf, apiKeyWithValue, createApiKeyRequest } from '../../shared/contract/api-keys.ts';
import { defaultProjectId } from '../../shared/project.ts';
import { Refusal } from '../../shared/refusal.ts';
import { workScopes } from '../../shared/scope.ts';
import { apiKeyWrites } from '../adapters/api-keys.ts';
import { credentialWrites } from '../adapters/credentials.ts';
import { projectWrites } from '../adapters/projects.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { newCustomerKey } from '../edge/new-secret.ts';
import type { Caller } from './keys/visible-key.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/api_keys',
  summary: 'Makes an API key; its secret is shown this once',
  request: { body: { required: true, content: { 'application/json': { schema: createApiKeyRequest } } } },
  responses: {
    200: {
      description: 'The key and its secret',
      content: { 'application/json': { schema: apiKeyWithValue } },
    },
  },
});

type Asked = z.infer<typeof createApiKeyRequest>;

/** A key may do at most what the key that makes it may, and acts at most where that one does. */
export function createApiKey(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const asked = c.req.valid('json');
    const caller = { customerId: c.get('callerId'), key: c.get('key'), grant: c.get('grant') };
    const { secret, kept } = newCustomerKey(deps);
    const key: ApiKey = {
      version: 1,
      customerId: caller.customerId,
      keyId: deps.newId('key'),
      name: asked.name,
      ...placeFor(caller, asked),
      scopes: scopesFor(caller, asked),
      createdAt: deps.now(),
      ...expiryOf(asked, deps.now()),
      current: kept,
    };
    const project = await deps.projects.get(key.customerId, key.projectId);
    await deps.commit([projectWrites.beUsed(project), apiKeyWrites.create(key), credentialWrites.ofKey(key)]);
    const object = apiKeyObjectOf(key, { now: deps.now(), lastUsedAt: undefined });
    c.set('replayedBody', JSON.stringify({ ...object, value: null }));
    return c.json({ ...object, value: secret }, 200);
  });
}

function placeFor({ key, grant }: Caller, { project_id: asked }: Asked): Pick<ApiKey, 'projectId' | 'reach'> {
  if (grant.reach === 'organization')
    return asked
      ? { projectId: asked, reach: 'project' }
      : { projectId: defaultProjectId, reach: 'organization' };
  // Of another project it knows nothing, not even whether there is one.
  if (asked && asked !== key.projectId)
    throw new Refusal('not_found', `No project found with id '${asked}'.`, { param: 'project_id' });
  return { projectId: key.projectId, reach: 'project' };
}

function scopesFor({ grant }: Caller, { scopes: asked }: Asked): ApiKey['scopes'] {
  if (asked) {
    refuseBeyond(grant, asked);
    return [...new Set(asked)];
  }
  const common = workScopes.filter((scope) => grant.scopes.includes(scope));
  if (common.length === 0)
    throw new Refusal('invalid_request', 'scopes: say which; your key has none of those that are usual.', {
      param: 'scopes',
    });
  return common;
}

function expiryOf({ expires_at: seconds }: Asked, now: number): Pick<ApiKey, 'expiresAt'> {
  if (seconds === null || seconds === undefined) return {};
  if (seconds * 1_000 <= now)
    throw new Refusal('invalid_request', 'expires_at: lies in the past; it is in Unix seconds.', {
      param: 'expires_at',
    });
  return { expiresAt: seconds * 1_000 };
}
