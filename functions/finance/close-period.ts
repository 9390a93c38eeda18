import { createRoute } from '@hono/zod-openapi';
import { periodParams, periodReply } from '../../shared/contract/finance-periods.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { closePeriod as close } from './periods/close.ts';
import { visiblePeriod } from './periods/visible-period.ts';

export function closePeriod(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/finance/periods/{month}/close',
    summary: 'Close a month for good',
    description:
      'From an hour after its end on, in the order of months, once all its entries are in the journal. A closed month ' +
      'never changes: corrections are entries of the open one.',
    request: { params: periodParams },
    responses: { 200: { description: 'Closed', content: { 'application/json': { schema: periodReply } } } },
  });
  api.openapi(route, async (c) =>
    c.json(visiblePeriod(await close(deps, c.req.valid('param').month, c.get('callerId'))), 200),
  );
}
