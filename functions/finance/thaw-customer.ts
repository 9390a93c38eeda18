import { createRoute } from '@hono/zod-openapi';
import { customerParams, standingReply, thawRequest } from '../../shared/contract/finance-customers.ts';
import type { FreezeReason } from '../../shared/customer-balance.ts';
import { Refusal } from '../../shared/refusal.ts';
import { changeStanding } from '../adapters/customer-standing.ts';
import { fraudWarningWrites } from '../adapters/fraud-warnings.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const warning = 'fraud-warning/';

/** Finance lifts one reason for which a customer may begin nothing. A warning of fraud is thereby decided on. */
export function thawCustomer(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/finance/customers/{customer_id}/thaw',
    summary: 'Lift a freeze of a customer',
    request: {
      params: customerParams,
      body: { required: true, content: { 'application/json': { schema: thawRequest } } },
    },
    responses: {
      200: {
        description: 'How the customer stands now',
        content: { 'application/json': { schema: standingReply } },
      },
    },
  });
  api.openapi(route, async (c) => {
    const { customerId } = await deps.customers.get(c.req.valid('param').customer_id);
    const { frozenBy } = await deps.customerBalances.of(customerId);
    const asked = c.req.valid('json').reason;
    const reason = frozenBy.find((each): each is FreezeReason => each === asked);
    if (!reason)
      throw new Refusal(
        'not_found',
        `Customer ${customerId} is not frozen by ${asked}, but by ${frozenBy.join(', ') || 'nothing'}.`,
        { param: 'reason' },
      );
    await deps.commit([
      ...changeStanding(customerId, { thaw: reason }),
      ...(reason.startsWith(warning)
        ? [fraudWarningWrites.close(customerId, reason.slice(warning.length))]
        : []),
    ]);
    const now = await deps.customerBalances.of(customerId);
    return c.json(
      {
        customer_id: customerId,
        available_micro_usd: Number(now.availableMicroUsd),
        refunding_micro_usd: Number(now.refundingMicroUsd),
        frozen_by: [...now.frozenBy],
      },
      200,
    );
  });
}
