import { createRoute, z } from '@hono/zod-openapi';
import { projectObject, projectObjectOf, updateProjectRequest } from '../../shared/contract/projects.ts';
import { dueAlerts, type Project } from '../../shared/project.ts';
import { Refusal } from '../../shared/refusal.ts';
import { projectWrites } from '../adapters/projects.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { spendNow, visibleProject } from './projects/visible-project.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/projects/{projectId}',
  summary: 'Changes a project’s name, cap or alerts',
  description:
    'A lower cap holds for what is held from then on: work that is under way is finished and charged, so that a month may end above a cap that was lowered in it.',
  request: {
    params: z.object({ projectId: z.string().max(100) }),
    body: { required: true, content: { 'application/json': { schema: updateProjectRequest } } },
  },
  responses: {
    200: { description: 'The project', content: { 'application/json': { schema: projectObject } } },
  },
});

export function updateProject(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const caller = { customerId: c.get('callerId'), key: c.get('key'), grant: c.get('grant') };
    const project = await visibleProject(deps, caller, c.req.valid('param').projectId);
    if (project.archivedAt !== undefined)
      throw new Refusal('conflict', `The project ${project.projectId} is archived; it can't be changed.`);
    const changed = withChanges(project, c.req.valid('json'));
    const spend = await spendNow(deps, changed);
    const told = await deps.projects.alertsOf(changed, spend.month);
    // What is charged already may be above a threshold that is new.
    const alerts = dueAlerts(changed, spend, told, deps.now());
    await deps.commit([projectWrites.save(changed), ...alerts.map(projectWrites.alert)]);
    return c.json(projectObjectOf(changed, spend), 200);
  });
}

type Changes = z.infer<typeof updateProjectRequest>;

function withChanges(
  project: Project,
  { name, monthly_cap_micro_usd: cap, alert_percents }: Changes,
): Project {
  const { monthlyCapMicroUsd, ...rest } = project;
  const newCap = cap === undefined ? monthlyCapMicroUsd : cap;
  return {
    ...rest,
    version: project.version + 1,
    name: name ?? project.name,
    alertPercents: alert_percents ?? project.alertPercents,
    ...(newCap !== undefined && newCap !== null && { monthlyCapMicroUsd: BigInt(newCap) }),
  };
}
