import { isToPost } from '../../shared/reconciliation/correction.ts';
import { byItself } from '../../shared/reconciliation/exception.ts';
import { reconciliationWrites } from '../adapters/reconciliations.ts';
import type { Deps } from '../edge/deps.ts';
import { timerLambda } from '../edge/lambda.ts';

/** Runs before it that are looked at: one a day, and some that people asked for. */
const runsLookedAt = 20;

/**
 * Asks for the day's reconciliation, and again for what no message stands for any more: runs that are pending,
 * corrections that were approved. Returns the run's id.
 */
export const beginReconciliation = (deps: Deps) => async (): Promise<string> => {
  const pending = (await deps.reconciliations.latest(runsLookedAt)).filter(
    ({ state }) => state === 'pending',
  );
  await deps.queues.send(
    'reconcile',
    pending.map(({ runId }) => ({ runId })),
  );
  const approved = (await deps.exceptions.open()).filter(isToPost);
  await deps.queues.send(
    'adjust',
    approved.map(({ exceptionId }) => ({ exceptionId })),
  );
  const runId = deps.newId('rec');
  await deps.commit([
    reconciliationWrites.request({ runId, state: 'pending', requestedBy: byItself, requestedAt: deps.now() }),
  ]);
  return runId;
};

export const handler = timerLambda(beginReconciliation);
