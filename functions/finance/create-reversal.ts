import { createRoute } from '@hono/zod-openapi';
import { createReversalRequest, reversalReply } from '../../shared/contract/finance-periods.ts';
import { Refusal } from '../../shared/refusal.ts';
import { type Reversal, refuseReversal, reversalKeyOf } from '../../shared/reversal.ts';
import { reversalWrites } from '../adapters/reversals.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { visibleReversal } from './reversals/visible-reversal.ts';

/** Nothing is posted yet: another person decides. */
export function createReversal(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/finance/reversals',
    summary: 'Ask for an entry to be undone by its mirror, which another person approves',
    description:
      'Refused where the entry moved what a customer or an owner has, a batch, or money at Stripe: those are undone ' +
      'by refunds, claw-backs and adjustments.',
    request: {
      body: { required: true, content: { 'application/json': { schema: createReversalRequest } } },
    },
    responses: {
      200: { description: 'Proposed', content: { 'application/json': { schema: reversalReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const { business_key: businessKey, reason } = c.req.valid('json');
    const original = await deps.ledger.findEntry(businessKey);
    if (!original) throw new Refusal('not_found', `There is no entry ${businessKey}.`);
    refuseReversal(original);
    if (await deps.ledger.findEntry(reversalKeyOf(businessKey)))
      throw new Refusal('conflict', `${businessKey} is reversed already.`);
    const reversal: Reversal = {
      reversalId: deps.newId('rev'),
      businessKey,
      reason,
      state: 'proposed',
      madeBy: c.get('callerId'),
      madeAt: deps.now(),
    };
    await deps.commit([reversalWrites.propose(reversal)]);
    return c.json(visibleReversal(reversal), 200);
  });
}
