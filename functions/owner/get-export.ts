import { createRoute } from '@hono/zod-openapi';
import { exportQuery, exportReply } from '../../shared/contract/owner-erasure.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

/** All that is stored of the owner, page by page. */
export function getExport(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/owner/export',
    summary: 'Everything that is stored of you',
    description:
      'The owner, vehicles, charters and consents, beneficiaries and shares, payouts, closings, then how your ' +
      'accounts stand, with the earnings held back, and each ledger entry of them. As it is stored; `kind` says what it is.',
    request: { query: exportQuery },
    responses: {
      200: { description: 'A page', content: { 'application/json': { schema: exportReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const { data, hasMore } = await deps.ownerThings.page(c.get('callerId'), {
      after: undefined,
      ...c.req.valid('query'),
    });
    const last_id = data.at(-1)?.id ?? null;
    return c.json({ object: 'list' as const, data, last_id, has_more: hasMore }, 200);
  });
}
