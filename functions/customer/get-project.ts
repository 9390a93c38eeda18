import { createRoute, z } from '@hono/zod-openapi';
import { projectObject, projectObjectOf } from '../../shared/contract/projects.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { spendNow, visibleProject } from './projects/visible-project.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/projects/{projectId}',
  summary: 'Retrieves a project, with what it has spent this month',
  request: { params: z.object({ projectId: z.string().max(100) }) },
  responses: {
    200: { description: 'The project', content: { 'application/json': { schema: projectObject } } },
  },
});

export function getProject(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const caller = { customerId: c.get('callerId'), key: c.get('key'), grant: c.get('grant') };
    const project = await visibleProject(deps, caller, c.req.valid('param').projectId);
    return c.json(projectObjectOf(project, await spendNow(deps, project)), 200);
  });
}
