import { type Doubt, isProvenFraud, withDoubt } from '../../../shared/holdback.ts';
import type { Write } from '../../adapters/commit.ts';
import { ownerWrites } from '../../adapters/owners.ts';
import { vehicleWrites } from '../../adapters/vehicle-item.ts';
import type { Deps } from '../../edge/deps.ts';

type Party = { ownerId: string; vehicleId: string };

/**
 * Two vehicles' results differ: each is noted against the other's owner. One that differs from two owners is proven
 * false: its owner's held pay stops, and it is frozen before its next lease, in the commit of the verdict.
 */
export async function noteDoubts(deps: Deps, [one, other]: readonly [Party, Party]): Promise<Write[]> {
  return [...(await noteDoubt(deps, one, other)), ...(await noteDoubt(deps, other, one))];
}

async function noteDoubt(deps: Deps, { ownerId, vehicleId }: Party, against: Party): Promise<Write[]> {
  const now = deps.now();
  const owner = await deps.owners.get(ownerId);
  const doubt = { at: now, vehicleId, againstOwnerId: against.ownerId };
  if ((owner.doubts ?? []).some((known) => saysTheSame(known, doubt))) return [];
  const doubts = withDoubt(owner.doubts ?? [], doubt, deps.policy);
  const { fraudWindowSeconds } = deps.policy;
  if (!isProvenFraud(doubts, vehicleId, { now, fraudWindowSeconds }))
    return [ownerWrites.changeReputation(owner, { doubts })];
  const vehicle = await deps.vehicles.findRecord(vehicleId);
  return [
    ownerWrites.changeReputation(owner, { doubts, payHeldSince: now }),
    ...(vehicle?.state === 'active' ? [vehicleWrites.freeze(vehicle, now)] : []),
  ];
}

/** Many checks of one batch differ at once: the first of an hour says it, and the others need not wait for each other. */
const saysTheSame = (known: Doubt, doubt: Doubt) =>
  known.vehicleId === doubt.vehicleId &&
  known.againstOwnerId === doubt.againstOwnerId &&
  doubt.at - known.at < 3_600_000;
