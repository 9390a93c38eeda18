import { createRoute, z } from '@hono/zod-openapi';
import { listOf } from '../../shared/contract/list.ts';
import { spendAlertList, spendAlertObjectOf } from '../../shared/contract/projects.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { visibleProject } from './projects/visible-project.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/projects/{projectId}/alerts',
  summary: 'Lists the thresholds of its cap that a project has crossed, once each a month',
  request: { params: z.object({ projectId: z.string().max(100) }) },
  responses: { 200: { description: 'Alerts', content: { 'application/json': { schema: spendAlertList } } } },
});

export function listProjectAlerts(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const caller = { customerId: c.get('callerId'), key: c.get('key'), grant: c.get('grant') };
    const project = await visibleProject(deps, caller, c.req.valid('param').projectId);
    const alerts = (await deps.projects.alertsOf(project)).map(spendAlertObjectOf);
    return c.json(listOf(alerts, alerts.length), 200);
  });
}
