import { monthPeriod } from '../../shared/payout-run.ts';
import { isRefusal } from '../../shared/refusal.ts';
import type { Deps } from '../edge/deps.ts';
import { timerLambda } from '../edge/lambda.ts';
import { makeRun } from './payout-runs/make-run.ts';
import { stepRun } from './payout-runs/step-run.ts';

/**
 * The month's payout run. Where the policy asks for approval it is only proposed, once a month however often the
 * timer ticks: its drafting is the queue's. Else it is carried out here and now. Returns how many payouts were planned.
 */
export const planPayouts = (deps: Deps) => async (): Promise<number> => {
  if (deps.policy.payoutsNeedApproval) {
    const runId = `run_timer_${monthPeriod(deps.now())}`;
    await makeRun(deps, 'timer', runId).catch(ifMadeAlready);
    return 0;
  }
  const { runId } = await makeRun(deps, 'timer');
  while (await stepRun(deps, runId));
  return (await deps.payoutRuns.get(runId)).paidPayees;
};

function ifMadeAlready(error: unknown): void {
  if (!isRefusal(error, 'conflict')) throw error;
}

export const handler = timerLambda(planPayouts);
