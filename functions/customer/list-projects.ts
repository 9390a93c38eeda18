import { createRoute } from '@hono/zod-openapi';
import { listOf } from '../../shared/contract/list.ts';
import { projectList, projectObjectOf } from '../../shared/contract/projects.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { spendNow } from './projects/visible-project.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/projects',
  summary: 'Lists projects, archived ones too; a key of one project sees that one',
  responses: { 200: { description: 'Projects', content: { 'application/json': { schema: projectList } } } },
});

export function listProjects(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const all = await deps.projects.list(c.get('callerId'));
    const seen =
      c.get('grant').reach === 'organization'
        ? all
        : all.filter(({ projectId }) => projectId === c.get('key').projectId);
    const objects = await Promise.all(
      seen.map(async (project) => projectObjectOf(project, await spendNow(deps, project))),
    );
    return c.json(listOf(objects, objects.length), 200);
  });
}
