import { createRoute } from '@hono/zod-openapi';
import { chargeRefundsQuery, chargeRefundsReply } from '../../shared/contract/finance-payouts.ts';
import { listOf } from '../../shared/contract/list.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { visibleChargeRefund } from './charge-refunds/visible-charge-refund.ts';

export function listChargeRefunds(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/charge_refunds',
    summary: 'Charges that were given back or are proposed to be, latest first',
    request: { query: chargeRefundsQuery },
    responses: {
      200: { description: 'Refunds', content: { 'application/json': { schema: chargeRefundsReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const { after, limit } = c.req.valid('query');
    const found = await deps.chargeRefunds.list({ after, limit: limit + 1 });
    return c.json(listOf(found.map(visibleChargeRefund), limit), 200);
  });
}
