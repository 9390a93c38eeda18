import { createRoute } from '@hono/zod-openapi';
import { createProjectRequest, projectObject, projectObjectOf } from '../../shared/contract/projects.ts';
import { newProject } from '../../shared/project.ts';
import { projectWrites } from '../adapters/projects.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { refuseUnlessOrganization, spendNow } from './projects/visible-project.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/projects',
  summary: 'Makes a project, with a cap on what it may spend a month',
  request: { body: { required: true, content: { 'application/json': { schema: createProjectRequest } } } },
  responses: {
    200: { description: 'The project', content: { 'application/json': { schema: projectObject } } },
  },
});

export function createProject(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    refuseUnlessOrganization(c.get('grant'));
    const { name, monthly_cap_micro_usd: cap, alert_percents } = c.req.valid('json');
    const project = newProject(
      {
        customerId: c.get('callerId'),
        projectId: deps.newId('proj'),
        name,
        ...(typeof cap === 'number' && { monthlyCapMicroUsd: BigInt(cap) }),
        ...(alert_percents && { alertPercents: alert_percents }),
      },
      deps.now(),
    );
    await deps.commit([projectWrites.create(project)]);
    return c.json(projectObjectOf(project, await spendNow(deps, project)), 200);
  });
}
