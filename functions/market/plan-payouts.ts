import { monthPeriod, newRun } from '../../shared/payout-run.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { payoutRunWrites } from '../adapters/payout-runs.ts';
import type { Deps } from '../edge/deps.ts';
import { timerLambda } from '../edge/lambda.ts';
import { stepRun } from './payout-runs/step-run.ts';

/**
 * The month's payout run. Where the policy asks for approval it is only proposed, once a month however often the
 * timer ticks: its drafting is the queue's. Else it is carried out here and now. Returns how many payouts were planned.
 */
export const planPayouts = (deps: Deps) => async (): Promise<number> => {
  const now = deps.now();
  const needsApproval = deps.policy.payoutsNeedApproval;
  const runId = needsApproval ? `run_timer_${monthPeriod(now)}` : deps.newId('run');
  const run = newRun({ runId, madeBy: 'timer', needsApproval, now });
  await deps.commit([payoutRunWrites.create(run)]).catch(ifMadeAlready);
  if (needsApproval) return 0;
  while (await stepRun(deps, runId));
  return (await deps.payoutRuns.get(runId)).paidPayees;
};

function ifMadeAlready(error: unknown): void {
  if (!isRefusal(error, 'conflict')) throw error;
}

export const handler = timerLambda(planPayouts);
