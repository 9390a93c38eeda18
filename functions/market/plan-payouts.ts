import { nextPayout } from '../../shared/payout.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { payoutWrites } from '../adapters/payouts.ts';
import { postOnce } from '../adapters/post-once.ts';
import type { Deps } from '../edge/deps.ts';
import { timerLambda } from '../edge/lambda.ts';

/**
 * Writes down the next payout of every owner who has enough released; sending it is another function's, which the
 * table's stream calls. Returns how many were planned.
 */
export const planPayouts = (deps: Deps) => async (): Promise<number> => {
  let planned = 0;
  for await (const ownerId of deps.owners.ids())
    try {
      if (await planPayout(deps, ownerId)) planned++;
    } catch (error) {
      // One owner's trouble must not keep the others from being paid.
      deps.reportFault(error, `payout of owner ${ownerId}`);
    }
  return planned;
};

async function planPayout(deps: Deps, ownerId: string): Promise<boolean> {
  const [owner, balance] = await Promise.all([deps.owners.get(ownerId), deps.ledger.ownerBalance(ownerId)]);
  if (owner.payoutsStoppedBy) return false;
  const payout = nextPayout({ ...owner, ...balance }, deps.policy, deps.now());
  if (!payout) return false;
  try {
    return await postOnce(deps.commit, payoutWrites.plan(payout));
  } catch (error) {
    // Another planner was first, and its payout may have been sent by now.
    if (isRefusal(error, 'changed_meanwhile', 'payout_refused')) return false;
    throw error;
  }
}

export const handler = timerLambda(planPayouts);
