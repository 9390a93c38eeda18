import { createRoute } from '@hono/zod-openapi';
import { balanceReply } from '../../shared/contract/prepaid.ts';
import { owedMicroUsd } from '../../shared/customer-balance.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

/** How the customer stands: what may be spent, and why nothing may, if so. */
export function getBalance(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/balance',
    summary: 'The balance: what can be spent, what was given, what is owed',
    responses: {
      200: { description: 'The balance', content: { 'application/json': { schema: balanceReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const balance = await deps.customerBalances.of(c.get('callerId'));
    return c.json(
      {
        object: 'balance' as const,
        currency: 'usd' as const,
        available_micro_usd: Number(balance.availableMicroUsd),
        promo_micro_usd: Number(balance.promoMicroUsd),
        credit_limit_micro_usd: Number(balance.creditLimitMicroUsd),
        owed_micro_usd: Number(owedMicroUsd(balance)),
        frozen_by: [...balance.frozenBy],
      },
      200,
    );
  });
}
