import { Refusal } from '../../../shared/refusal.ts';
import { refuseReturn, refuseUnlessActive, type VehicleRecord } from '../../../shared/vehicle-state.ts';
import type { Deps } from '../../edge/deps.ts';

/** One of the owner's own vehicles; refuses with not_found, and with vehicle_revoked where that may not be. */
export async function getOwned(
  { vehicles }: Deps,
  ownerId: string,
  vehicleId: string,
  { mayBeRevoked = true } = {},
): Promise<VehicleRecord> {
  const record = await vehicles.findRecord(vehicleId);
  if (record?.ownerId !== ownerId) throw new Refusal('not_found', `You have no vehicle ${vehicleId}.`);
  if (record.state === 'revoked' && !mayBeRevoked) refuseUnlessActive(record);
  return record;
}

/** See `refuseReturn`: whatever way the owner lets it back. */
export async function refuseUnlessItMayReturn({ owners }: Deps, record: VehicleRecord): Promise<void> {
  if (record.state !== 'quarantined') return;
  const { payHeldSince } = await owners.get(record.ownerId);
  refuseReturn(record, { isPayHeld: payHeldSince !== undefined });
}
