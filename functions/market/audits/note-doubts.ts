import { isProvenFraud, withDoubt } from '../../../shared/holdback.ts';
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
