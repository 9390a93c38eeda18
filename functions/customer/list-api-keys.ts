import { createRoute, z } from '@hono/zod-openapi';
import { apiKeyList, apiKeyObjectOf } from '../../shared/contract/api-keys.ts';
import { listOf } from '../../shared/contract/list.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { lastUseOf } from './keys/visible-key.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/api_keys',
  summary: 'Lists API keys, newest first, revoked ones too; a key of one project sees that project’s',
  request: {
    query: z.object({
      limit: z.coerce.number().int().min(1).max(100).default(20),
      after: z.string().max(100).optional(),
      project_id: z.string().max(100).optional(),
    }),
  },
  responses: { 200: { description: 'Keys', content: { 'application/json': { schema: apiKeyList } } } },
});

export function listApiKeys(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const { limit, after, project_id } = c.req.valid('query');
    const { reach } = c.get('grant');
    const projectId = reach === 'organization' ? project_id : c.get('key').projectId;
    const found = await deps.apiKeys.list(c.get('callerId'), { projectId, reach, limit: limit + 1, after });
    const objects = await Promise.all(
      found.map(async (key) =>
        apiKeyObjectOf(key, { now: deps.now(), lastUsedAt: await lastUseOf(deps, key) }),
      ),
    );
    return c.json(listOf(objects, limit), 200);
  });
}
