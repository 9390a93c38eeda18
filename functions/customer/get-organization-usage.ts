import { createRoute } from '@hono/zod-openapi';
import {
  completionsOf,
  daysOfPage,
  embeddingsOf,
  groupingOf,
  isEmbedding,
  organizationUsageQuery,
  pageOfDays,
  usagePage,
  wantedBy,
} from '../../shared/contract/organization-usage.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { loadUsage } from './usage/load-usage.ts';

const routeOf = (what: 'completions' | 'embeddings') =>
  createRoute({
    method: 'get',
    path: `/v1/organization/usage/${what}`,
    summary: `What ${what} used, day by day, in the shape of OpenAI’s administration API`,
    request: { query: organizationUsageQuery },
    responses: { 200: { description: 'Usage', content: { 'application/json': { schema: usagePage } } } },
  });

/** Embeddings at their own path, everything else with the completions. */
export function getOrganizationUsage(api: Api, deps: Deps) {
  for (const what of ['completions', 'embeddings'] as const)
    api.openapi(routeOf(what), async (c) => {
      const query = c.req.valid('query');
      const by = groupingOf(query, [
        'project_id',
        'api_key_id',
        'model',
        ...(what === 'completions' ? ['batch' as const] : []),
      ]);
      const days = daysOfPage(query, deps.now());
      const caller = { customerId: c.get('callerId'), key: c.get('key'), grant: c.get('grant') };
      const usage = (await loadUsage(deps, caller, days)).filter(wantedBy(query));
      return what === 'embeddings'
        ? c.json(pageOfDays(days, usage.filter(isEmbedding), by, embeddingsOf), 200)
        : c.json(
            pageOfDays(
              days,
              usage.filter((each) => !isEmbedding(each)),
              by,
              completionsOf,
            ),
            200,
          );
    });
}
