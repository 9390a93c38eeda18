import { createRoute } from '@hono/zod-openapi';
import { periodsReply } from '../../shared/contract/finance-periods.ts';
import { closableFrom, nextToClose } from '../../shared/period.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { visiblePeriod } from './periods/visible-period.ts';

export function listPeriods(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/periods',
    summary: 'Closed months, and which is the next to close',
    responses: { 200: { description: 'Periods', content: { 'application/json': { schema: periodsReply } } } },
  });
  api.openapi(route, async (c) => {
    const next = nextToClose(await deps.journal.head());
    const refused = await deps.periods.refused();
    return c.json(
      {
        object: 'list' as const,
        data: (await deps.periods.list()).map(visiblePeriod),
        next_month: next ?? null,
        next_closes_from: next === undefined ? null : closableFrom(next),
        refused_entries: refused.map(({ businessKey, at }) => ({ business_key: businessKey, at })),
      },
      200,
    );
  });
}
