import { createRoute } from '@hono/zod-openapi';
import { refundKeyOf } from '../../shared/charge-refund.ts';
import { chargeRefundParams, chargeRefundReply } from '../../shared/contract/finance-payouts.ts';
import { Refusal } from '../../shared/refusal.ts';
import { chargeRefundWrites } from '../adapters/charge-refunds.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { refuseMaker, refuseUnlessProposed } from './approvals/refuse-maker.ts';
import { visibleChargeRefund } from './charge-refunds/visible-charge-refund.ts';

/** It is carried out behind the stream: finance itself moves nothing. */
export function approveChargeRefund(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/finance/charge_refunds/{refund_id}/approve',
    summary: 'Let a charge be given back, as somebody else proposed',
    request: { params: chargeRefundParams },
    responses: {
      200: { description: 'Approved', content: { 'application/json': { schema: chargeRefundReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const refund = await deps.chargeRefunds.get(c.req.valid('param').refund_id);
    refuseUnlessProposed(refund, `Refund ${refund.refundId}`);
    refuseMaker(refund, c.get('callerId'));
    if (await deps.ledger.findEntry(refundKeyOf(refund.settleKey)))
      throw new Refusal('conflict', `${refund.settleKey} is given back already: reject this proposal.`);
    const approved = {
      ...refund,
      state: 'approved' as const,
      decidedBy: c.get('callerId'),
      decidedAt: deps.now(),
    };
    await deps.commit([chargeRefundWrites.change(refund, approved)]);
    return c.json(visibleChargeRefund(approved), 200);
  });
}
