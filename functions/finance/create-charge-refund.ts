import { createRoute } from '@hono/zod-openapi';
import { settledOf } from '../../shared/accrual.ts';
import {
  type ChargeRefund,
  creditedBy,
  platformsPart,
  refundKeyOf,
  splitRefund,
} from '../../shared/charge-refund.ts';
import { chargeRefundReply, createChargeRefundRequest } from '../../shared/contract/finance-payouts.ts';
import { creditKeyOf } from '../../shared/credit.ts';
import { Refusal } from '../../shared/refusal.ts';
import { chargeRefundWrites } from '../adapters/charge-refunds.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { visibleChargeRefund } from './charge-refunds/visible-charge-refund.ts';

/** Nothing moves yet: another person decides. */
export function createChargeRefund(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/finance/charge_refunds',
    summary: 'Propose to give back a charge, or a percent of it, which another person approves',
    description:
      "To the customer's balance, from the platform and the owners in proportion to what each got of it. What an owner " +
      'was paid already is fetched from the account at Stripe, or netted from what is released next.',
    request: {
      body: { required: true, content: { 'application/json': { schema: createChargeRefundRequest } } },
    },
    responses: {
      200: { description: 'Proposed', content: { 'application/json': { schema: chargeRefundReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const { settle_key: settleKey, percent, reason } = c.req.valid('json');
    const entry = await deps.ledger.findEntry(settleKey);
    if (entry?.kind !== 'settle') throw new Refusal('not_found', `There is no settlement ${settleKey}.`);
    if (await deps.ledger.findEntry(refundKeyOf(settleKey)))
      throw new Refusal('conflict', `${settleKey} is given back already: that is done once.`);
    const settled = settledOf(entry);
    const hold = await deps.holds.get(settled.batchId);
    const creditedMicroUsd = creditedBy(await deps.ledger.findEntry(creditKeyOf(settleKey)));
    const split = splitRefund(settled, { percent, ...platformsPart(entry), creditedMicroUsd });
    if (split.amountMicroUsd === 0n)
      throw new Refusal('refund_refused', `${percent} % of this charge is less than a micro-dollar.`);
    const platformMicroUsd = split.feeMicroUsd + split.roundingMicroUsd;
    const refund: ChargeRefund = {
      refundId: deps.newId('crf'),
      settleKey,
      percent,
      reason,
      state: 'proposed',
      madeBy: c.get('callerId'),
      madeAt: deps.now(),
      customerId: hold.customerId,
      amountMicroUsd: split.amountMicroUsd,
      platformMicroUsd,
      ownersMicroUsd: split.amountMicroUsd - platformMicroUsd,
      ownersDone: 0,
    };
    await deps.commit([chargeRefundWrites.create(refund)]);
    return c.json(visibleChargeRefund(refund), 200);
  });
}
