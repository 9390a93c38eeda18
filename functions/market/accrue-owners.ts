import { type Accrual, accrualCosts, accrualsOf, settledOf } from '../../shared/accrual.ts';
import { holdbackSecondsFor } from '../../shared/holdback.ts';
import type { MessageOf } from '../../shared/messages.ts';
import { earningWrites } from '../adapters/earnings.ts';
import { postOnce } from '../adapters/post-once.ts';
import type { Deps } from '../edge/deps.ts';
import { queueLambda } from '../edge/lambda.ts';

/** Enough to finish a settlement of a thousand owners within a call, few enough not to be throttled. */
const ownersAtOnce = 10;

/**
 * Shares a settlement out: one commit per owner, exactly once by its business key. A call that broke off is repeated
 * whole; what was posted stays as it is, since the same entry gives the same split. One owner's trouble keeps no other
 * owner from being paid, but it is thrown.
 */
export const accrueOwners =
  (deps: Deps) =>
  async ({ businessKey }: MessageOf<'accrue'>): Promise<void> => {
    const entry = await deps.ledger.findEntry(businessKey);
    if (!entry) throw new Error(`There is no settlement ${businessKey} to share out`);
    const failures = await accrueAll(deps, accrualsOf(settledOf(entry)));
    if (failures.length > 0)
      throw new AggregateError(failures, `${failures.length} owners of ${businessKey} are not accrued yet`);
  };

async function accrueAll(deps: Deps, accruals: readonly Accrual[]): Promise<unknown[]> {
  const failures: unknown[] = [];
  for (let from = 0; from < accruals.length; from += ownersAtOnce) {
    const outcomes = await Promise.allSettled(
      accruals.slice(from, from + ownersAtOnce).map((accrual) => accrueOwner(deps, accrual)),
    );
    for (const outcome of outcomes) if (outcome.status === 'rejected') failures.push(outcome.reason);
  }
  return failures;
}

async function accrueOwner(deps: Deps, accrual: Accrual): Promise<boolean> {
  const owner = await deps.owners.get(accrual.part.ownerId);
  const costs = accrualCosts(accrual, owner.tariffMicroUsdPerKwh);
  const holdbackSeconds = holdbackSecondsFor(owner, deps.policy, deps.now());
  return postOnce(
    deps.commit,
    holdbackSeconds === 0
      ? earningWrites.accrueReleased(accrual, costs, deps.now())
      : earningWrites.accruePending(accrual, costs, deps.now(), holdbackSeconds),
  );
}

export const handler = queueLambda('accrue', accrueOwners);
