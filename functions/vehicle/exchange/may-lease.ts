import { charterStanding } from '../../../shared/consent.ts';
import type { WorkRequest } from '../../../shared/contract/vehicle.ts';
import { allowedModels, haltOf } from '../../../shared/halt.ts';
import type { Vehicle } from '../../../shared/vehicle.ts';
import type { Deps } from '../../edge/deps.ts';

/** What is left of a vehicle's wish under the halts of this moment, and why it is less. */
export async function heedHalts<Wish extends Pick<NonNullable<WorkRequest['want']>, 'models'>>(
  { halts }: Deps,
  vehicle: Vehicle,
  want: Wish | null,
): Promise<{ want: Wish | null; halted?: { id: string; reason: string } }> {
  if (want === null) return { want };
  const { models, halt } = allowedModels(await halts.active(), vehicle, want.models);
  return {
    want: models.length === 0 ? null : { ...want, models },
    ...(halt && { halted: { id: halt.haltId, reason: halt.reason } }),
  };
}

/** Whether a vehicle that was kept waiting may still have what came: it was let in up to 20 s ago. */
export async function mayStillLease(deps: Deps, vehicle: Vehicle, model: string): Promise<boolean> {
  const [record, halts, consent] = await Promise.all([
    deps.vehicles.findRecord(vehicle.vehicleId),
    deps.halts.active(),
    deps.consents.find(vehicle.ownerId),
  ]);
  const isSame = record?.state === 'active' && record.signingKey === vehicle.signingKey;
  if (charterStanding(consent, vehicle.vehicleId).state === 'withdrawn') return false;
  return isSame && !record.finishes && haltOf(halts, record, model) === undefined;
}
