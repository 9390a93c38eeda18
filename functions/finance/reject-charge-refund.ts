import { createRoute } from '@hono/zod-openapi';
import {
  chargeRefundParams,
  chargeRefundReply,
  rejectRequest,
} from '../../shared/contract/finance-payouts.ts';
import { chargeRefundWrites } from '../adapters/charge-refunds.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { refuseUnlessOwnOrApprover, refuseUnlessProposed } from './approvals/refuse-maker.ts';
import { visibleChargeRefund } from './charge-refunds/visible-charge-refund.ts';

/** Who made it may take it back as well. */
export function rejectChargeRefund(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/finance/charge_refunds/{refund_id}/reject',
    summary: 'Reject the giving back of a charge',
    request: {
      params: chargeRefundParams,
      body: { required: true, content: { 'application/json': { schema: rejectRequest } } },
    },
    responses: {
      200: { description: 'Rejected', content: { 'application/json': { schema: chargeRefundReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const refund = await deps.chargeRefunds.get(c.req.valid('param').refund_id);
    refuseUnlessOwnOrApprover(refund, { callerId: c.get('callerId'), may: c.get('may') });
    refuseUnlessProposed(refund, `Refund ${refund.refundId}`);
    const rejected = {
      ...refund,
      state: 'rejected' as const,
      decidedBy: c.get('callerId'),
      decidedAt: deps.now(),
      rejectedFor: c.req.valid('json').reason,
    };
    await deps.commit([chargeRefundWrites.change(refund, rejected)]);
    return c.json(visibleChargeRefund(rejected), 200);
  });
}
