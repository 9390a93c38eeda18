import { createRoute } from '@hono/zod-openapi';
import { balanceReply } from '../../shared/contract/prepaid.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

/** What the customer may spend. */
export function getBalance(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/balance',
    summary: 'The prepaid balance',
    responses: {
      200: { description: 'The balance', content: { 'application/json': { schema: balanceReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const available = await deps.ledger.customerBalance(c.get('callerId'));
    return c.json(
      { object: 'balance' as const, currency: 'usd' as const, available_micro_usd: Number(available) },
      200,
    );
  });
}
