import { createRoute, z } from '@hono/zod-openapi';
import { stringify } from 'csv-stringify/sync';
import { groupingsOf, usageDays, usageQuery, usageReply, usageReplyOf } from '../../shared/contract/usage.ts';
import { groupUsage } from '../../shared/usage.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { loadUsage } from './usage/load-usage.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/usage',
  summary: 'What was used and charged, by day, key, project, model or window; as CSV with "Accept: text/csv"',
  description:
    'It agrees with the ledger to the micro-dollar: each settlement counts here in the very transaction that charges. A key of one project sees that project’s.',
  request: { query: usageQuery },
  responses: {
    200: {
      description: 'Sums',
      content: { 'application/json': { schema: usageReply }, 'text/csv': { schema: z.string() } },
    },
  },
});

export function getUsage(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const { group_by, project_id: projectId, api_key_id: keyId, ...asked } = c.req.valid('query');
    const days = usageDays(asked, deps.now());
    const caller = { customerId: c.get('callerId'), key: c.get('key'), grant: c.get('grant') };
    const usage = await loadUsage(deps, caller, { ...days, projectId, keyId });
    const reply = usageReplyOf(days, groupUsage(usage, groupingsOf(group_by)));
    if (!c.req.header('accept')?.includes('text/csv')) return c.json(reply, 200);
    return c.text(stringify(reply.data, { header: true }), 200, {
      'content-type': 'text/csv; charset=utf-8',
    });
  });
}
