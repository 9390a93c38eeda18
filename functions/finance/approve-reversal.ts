import { createRoute } from '@hono/zod-openapi';
import { reversalParams, reversalReply } from '../../shared/contract/finance-periods.ts';
import { Refusal } from '../../shared/refusal.ts';
import { type Reversal, reversalKeyOf } from '../../shared/reversal.ts';
import { reversalWrites } from '../adapters/reversals.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { visibleReversal } from './reversals/visible-reversal.ts';

/** It is posted behind the stream: finance itself writes nothing in the ledger. */
export function approveReversal(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/finance/reversals/{reversal_id}/approve',
    summary: 'Let the entry be posted that undoes another, which somebody else asked for',
    request: { params: reversalParams },
    responses: {
      200: { description: 'Approved', content: { 'application/json': { schema: reversalReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const reversal = await deps.reversals.get(c.req.valid('param').reversal_id);
    if (reversal.madeBy === c.get('callerId'))
      throw new Refusal('second_person_wanted', 'You asked for it yourself: another person approves it.');
    if (await deps.ledger.findEntry(reversalKeyOf(reversal.businessKey)))
      throw new Refusal('conflict', `${reversal.businessKey} is reversed already.`);
    const decided: Reversal = {
      ...reversal,
      state: 'approved',
      decidedBy: c.get('callerId'),
      decidedAt: deps.now(),
    };
    await deps.commit([reversalWrites.decide(decided)]);
    return c.json(visibleReversal(decided), 200);
  });
}
