import { type Closure, closureWaits, ownerErasureType, whatIsKept } from '../../../shared/closure.ts';
import type { OwnerErasure } from '../../../shared/contract/owner-erasure.ts';
import type { Deps } from '../../edge/deps.ts';

/** How an erasure stands; signed once it is done. */
export async function tellErasure(deps: Deps, closure: Closure): Promise<OwnerErasure> {
  const { ownerId, requestedAt, erasedAt, erased } = closure;
  const [own, shared] = await Promise.all([
    deps.ledger.ownerBalance(ownerId),
    deps.ledger.beneficiaryBalances(ownerId),
  ]);
  const payees = [own, ...shared];
  const owed = payees.reduce(
    (sum, { releasedMicroUsd, inTransitMicroUsd }) => sum + releasedMicroUsd + inTransitMicroUsd,
    own.pendingMicroUsd,
  );
  const isDone = erasedAt !== undefined && erased !== undefined;
  return {
    object: 'owner_erasure',
    state: isDone ? 'erased' : 'pending',
    requested_at: requestedAt,
    waits_for: isDone ? null : (closureWaits(closure, { ...own, payees }, deps.now()) ?? null),
    owed_micro_usd: Number(owed),
    record: isDone
      ? await deps.statements.sign(
          {
            object: 'owner_erasure_record' as const,
            owner_id: ownerId,
            requested_at: requestedAt,
            erased_at: erasedAt,
            erased,
            kept: whatIsKept,
          },
          ownerErasureType,
        )
      : null,
  };
}
