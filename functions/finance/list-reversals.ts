import { createRoute } from '@hono/zod-openapi';
import { reversalsReply } from '../../shared/contract/finance-periods.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { visibleReversal } from './reversals/visible-reversal.ts';

export function listReversals(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/reversals',
    summary: 'Entries that somebody wants undone, or wanted',
    responses: {
      200: { description: 'Reversals', content: { 'application/json': { schema: reversalsReply } } },
    },
  });
  api.openapi(route, async (c) =>
    c.json({ object: 'list' as const, data: (await deps.reversals.list()).map(visibleReversal) }, 200),
  );
}
