import { createRoute } from '@hono/zod-openapi';
import { fraudWarningsReply } from '../../shared/contract/finance-customers.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

/** Warnings of cards' banks whose customers are frozen until somebody refunds or thaws. */
export function listFraudWarnings(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/fraud_warnings',
    summary: 'Warnings of fraud that nobody has decided on, oldest first',
    responses: {
      200: { description: 'Warnings', content: { 'application/json': { schema: fraudWarningsReply } } },
    },
  });
  api.openapi(route, async (c) =>
    c.json({ warnings: await Array.fromAsync(deps.fraudWarnings.open()) }, 200),
  );
}
