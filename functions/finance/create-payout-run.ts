import { createRoute } from '@hono/zod-openapi';
import { createPayoutRunRequest, payoutRunReply } from '../../shared/contract/finance-payouts.ts';
import { newRun } from '../../shared/payout-run.ts';
import { Refusal } from '../../shared/refusal.ts';
import { payoutRunWrites } from '../adapters/payout-runs.ts';
import type { Deps } from '../edge/deps.ts';
import { type Api, invalidRequest } from '../edge/http.ts';
import { visiblePayoutRun } from './payouts/visible-payout-run.ts';

/** Nothing moves yet: who would be paid what is written down behind the stream, for another person to approve. */
export function createPayoutRun(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/finance/payout_runs',
    summary: 'Propose a payout run of this month, which another person approves',
    description:
      'It is `drafting` until every owner was looked at, then `proposed`: its lines say who is paid what, what is ' +
      'withheld and netted, and why the others are left out.',
    responses: {
      200: { description: 'The run', content: { 'application/json': { schema: payoutRunReply } } },
    },
  });
  api.openapi(route, async (c) => {
    refuseFields(await c.req.text());
    const run = newRun({
      runId: deps.newId('run'),
      madeBy: c.get('callerId'),
      // A person asked for it: another approves it, whatever the timer may do by itself.
      needsApproval: true,
      now: deps.now(),
    });
    await deps.commit([payoutRunWrites.create(run)]);
    return c.json(visiblePayoutRun(run), 200);
  });
}

/** A body may be missing, but names nothing: a month or an owner in it would be dropped in silence. */
function refuseFields(body: string): void {
  const parsed = createPayoutRunRequest.safeParse(body === '' ? {} : jsonIn(body));
  if (!parsed.success) throw invalidRequest(parsed.error.issues);
}

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Refusal('invalid_json', 'The request body is not valid JSON.');
  }
}
