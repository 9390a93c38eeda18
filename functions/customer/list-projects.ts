import { createRoute, z } from '@hono/zod-openapi';
import { listOf } from '../../shared/contract/list.ts';
import { projectList, projectObjectOf } from '../../shared/contract/projects.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { spendNow } from './projects/visible-project.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/projects',
  summary: 'Lists projects, archived ones too; a key of one project sees that one',
  request: {
    query: z.object({
      limit: z.coerce.number().int().min(1).max(100).default(100),
      after: z.string().max(100).optional(),
    }),
  },
  responses: { 200: { description: 'Projects', content: { 'application/json': { schema: projectList } } } },
});

export function listProjects(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const customerId = c.get('callerId');
    const { limit, after } = c.req.valid('query');
    const seen =
      c.get('grant').reach === 'organization'
        ? await deps.projects.list(customerId, { after, limit: limit + 1 })
        : [await deps.projects.get(customerId, c.get('key').projectId)];
    const objects = await Promise.all(
      seen.map(async (project) => projectObjectOf(project, await spendNow(deps, project))),
    );
    return c.json(listOf(objects, limit), 200);
  });
}
