import { monthPeriod, type PayoutRun } from '../../../shared/payout-run.ts';
import { payoutRunWrites } from '../../adapters/payout-runs.ts';
import type { Deps } from '../../edge/deps.ts';

/**
 * A run of the running month, of which nothing is drafted yet: the queue does that, step by step. Where the policy
 * asks for no approval each run is a period of its own. Refuses with conflict where there is one of this id.
 */
export async function makeRun(deps: Deps, madeBy: string, runId = deps.newId('run')): Promise<PayoutRun> {
  const needsApproval = deps.policy.payoutsNeedApproval;
  const run: PayoutRun = {
    runId,
    period: needsApproval ? monthPeriod(deps.now()) : runId,
    state: 'drafting',
    needsApproval,
    madeBy,
    madeAt: deps.now(),
    chunks: 0,
    executedChunks: 0,
    payees: 0,
    amountMicroUsd: 0n,
    withheldMicroUsd: 0n,
    nettedMicroUsd: 0n,
    leftOut: 0,
    paidPayees: 0,
    paidMicroUsd: 0n,
  };
  await deps.commit([payoutRunWrites.create(run)]);
  return run;
}
