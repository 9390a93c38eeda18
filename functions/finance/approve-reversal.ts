import { createRoute } from '@hono/zod-openapi';
import { reversalParams, reversalReply } from '../../shared/contract/finance-periods.ts';
import { Refusal } from '../../shared/refusal.ts';
import { type Reversal, reversalEntry } from '../../shared/reversal.ts';
import { ledgerWrites } from '../adapters/ledger.ts';
import { reversalWrites } from '../adapters/reversals.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { visibleReversal } from './reversals/visible-reversal.ts';

export function approveReversal(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/finance/reversals/{reversal_id}/approve',
    summary: 'Post the entry that undoes another, which somebody else asked for',
    request: { params: reversalParams },
    responses: {
      200: { description: 'Posted', content: { 'application/json': { schema: reversalReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const reversal = await deps.reversals.get(c.req.valid('param').reversal_id);
    if (reversal.madeBy === c.get('callerId'))
      throw new Refusal('second_person_wanted', 'You asked for it yourself: another person approves it.');
    const now = deps.now();
    const decided: Reversal = {
      ...reversal,
      state: 'posted',
      decidedBy: c.get('callerId'),
      decidedAt: now,
    };
    const original = await deps.ledger.findEntry(reversal.businessKey);
    if (!original) throw new Error(`The entry ${reversal.businessKey} is gone`);
    await deps.commit([
      reversalWrites.decide(decided),
      ledgerWrites.post(reversalEntry(original, decided, now)),
    ]);
    return c.json(visibleReversal(decided), 200);
  });
}
