import type { DecidedVehicle, OperatedVehicle } from '../../../shared/contract/operator-vehicles.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { stateInWords, type VehicleRecord } from '../../../shared/vehicle-state.ts';
import type { Standing } from '../../../shared/verification.ts';
import type { Owner } from '../../adapters/owners.ts';
import type { Deps } from '../../edge/deps.ts';

/** Vehicles with how their checks went and how their owners stand, in the order of their ids here. Up to a hundred. */
export async function operatedVehicles(
  deps: Deps,
  vehicleIds: readonly string[],
): Promise<OperatedVehicle[]> {
  const [records, standings] = await Promise.all([
    deps.vehicles.getMany(vehicleIds),
    deps.standings.getMany(vehicleIds),
  ]);
  const ownerIds = [...new Set(records.map(({ ownerId }) => ownerId))];
  const owners = await Promise.all(ownerIds.map((ownerId) => deps.owners.find(ownerId)));
  return vehicleIds.flatMap((vehicleId) => {
    const record = records.find((each) => each.vehicleId === vehicleId);
    const standing = standings.find((each) => each.vehicleId === vehicleId);
    return record
      ? visible(
          record,
          standing,
          owners.find((owner) => owner?.ownerId === record.ownerId),
        )
      : [];
  });
}

/** One of them, with what was decided on it. Refuses with not_found. */
export async function decidedVehicle(deps: Deps, vehicleId: string): Promise<DecidedVehicle> {
  const [[vehicle], decisions] = await Promise.all([
    operatedVehicles(deps, [vehicleId]),
    deps.standings.decisionsOn(vehicleId),
  ]);
  if (!vehicle) throw noVehicle(vehicleId);
  return { ...vehicle, decisions };
}

/** Refuses with not_found. */
export async function getRecord({ vehicles }: Deps, vehicleId: string): Promise<VehicleRecord> {
  const record = await vehicles.findRecord(vehicleId);
  if (!record) throw noVehicle(vehicleId);
  return record;
}

const noVehicle = (vehicleId: string) => new Refusal('not_found', `There is no vehicle ${vehicleId}.`);

const visible = (
  record: VehicleRecord,
  { agreed, differed, differedAt }: Standing = { agreed: 0, differed: 0 },
  { doubts = [], payHeldSince }: Pick<Owner, 'doubts' | 'payHeldSince'> = {},
): OperatedVehicle => ({
  id: record.vehicleId,
  object: 'vehicle',
  owner_id: record.ownerId,
  state: record.state,
  quarantined_for: record.stateReason ?? null,
  state_reason: stateInWords(record),
  state_since: record.stateSince ?? null,
  checks: { agreed, differed, last_differed_at: differedAt ?? null },
  doubts: doubts.filter(({ vehicleId }) => vehicleId === record.vehicleId).length,
  owner_pay_held: payHeldSince !== undefined,
  hardware_class: record.hardwareClass,
  region: record.region ?? null,
  attested: record.attested ?? false,
  software_version: record.softwareVersion,
  models: record.models,
  last_seen_at: record.seenAt ?? null,
});
