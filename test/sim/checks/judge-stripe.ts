import type { Deps } from '../../../functions/edge/deps.ts';
import { beginReconciliation } from '../../../functions/market/begin-reconciliation.ts';
import { reconcile } from '../../../functions/market/reconcile.ts';
import type { Snapshot } from '../../../shared/invariants/snapshot.ts';
import { matchStripe } from '../../../shared/stripe-match.ts';
import type { Violation } from './violation.ts';

/** The poller has heard of everything by now: Stripe has nothing that no entry stands for, and finance nothing to look into. */
export async function judgeStripe(deps: Deps, { entries, stripe }: Snapshot): Promise<Violation[]> {
  const unmatched = stripe ? matchStripe(entries, stripe.transactions).unmatched : [];
  const runId = await beginReconciliation(deps)();
  await reconcile(deps)({ runId });
  // No bank sends statements here: what it would show of the platform's own money is missing.
  const exceptions = (await deps.exceptions.open()).filter(({ side }) => side !== 'bank');
  return [
    ...unmatched.map(({ id, reason }) => ({
      name: 'invariant 18: With all told, the ledger says of Stripe all there is',
      detail: `${id}: ${reason}`,
    })),
    ...exceptions.map(({ exceptionId, status, reason }) => ({
      name: 'invariant 20: With all told, reconciliation finds nothing',
      detail: `${exceptionId} is ${status}: ${reason}`,
    })),
  ];
}
