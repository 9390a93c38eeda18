import { createRoute } from '@hono/zod-openapi';
import { fraudWarningsQuery, fraudWarningsReply } from '../../shared/contract/finance-customers.ts';
import { listOf } from '../../shared/contract/list.ts';
import type { FraudWarning } from '../../shared/fraud-warning.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { pageOf } from './lists/page-of.ts';

/** Warnings of cards' banks whose customers are frozen until somebody refunds or thaws. */
export function listFraudWarnings(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/fraud_warnings',
    summary: 'Warnings of fraud that nobody has decided on, oldest first',
    request: { query: fraudWarningsQuery },
    responses: {
      200: { description: 'Warnings', content: { 'application/json': { schema: fraudWarningsReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const page = c.req.valid('query');
    const open = await Array.fromAsync(deps.fraudWarnings.open(), visibleWarning);
    return c.json(listOf(await pageOf(open, page), page.limit), 200);
  });
}

const visibleWarning = ({ warningId, customerId, createdAt }: FraudWarning) => ({
  object: 'fraud_warning' as const,
  id: warningId,
  customer_id: customerId,
  created_at: createdAt,
});
