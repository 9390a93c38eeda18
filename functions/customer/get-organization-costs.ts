import { createRoute } from '@hono/zod-openapi';
import {
  costOf,
  costsPage,
  daysOfPage,
  groupingOf,
  organizationUsageQuery,
  pageOfDays,
  wantedBy,
} from '../../shared/contract/organization-usage.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { loadUsage } from './usage/load-usage.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/organization/costs',
  summary: 'What was charged, day by day, in the shape of OpenAI’s administration API',
  request: { query: organizationUsageQuery },
  responses: { 200: { description: 'Costs', content: { 'application/json': { schema: costsPage } } } },
});

export function getOrganizationCosts(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const query = c.req.valid('query');
    const by = groupingOf(query, ['project_id', 'api_key_id', 'line_item']);
    const days = daysOfPage(query, deps.now());
    const caller = { customerId: c.get('callerId'), key: c.get('key'), grant: c.get('grant') };
    const usage = (await loadUsage(deps, caller, days)).filter(wantedBy(query));
    return c.json(pageOfDays(days, usage, by, costOf), 200);
  });
}
