import { charterStanding } from '../../../shared/consent.ts';
import type { OwnedVehicle } from '../../../shared/contract/owner-vehicles.ts';
import { type Doing, doingOf } from '../../../shared/resting.ts';
import { stateInWords, type VehicleRecord, wholeHour } from '../../../shared/vehicle-state.ts';
import type { Deps } from '../../edge/deps.ts';

/** Vehicles as their owner sees them; up to a hundred. */
export async function visibleVehicles(
  { fleet, consents, halts, now }: Deps,
  ownerId: string,
  records: readonly VehicleRecord[],
): Promise<OwnedVehicle[]> {
  if (records.length === 0) return [];
  const [presences, consent, active] = await Promise.all([
    fleet.of(records.map(({ vehicleId }) => vehicleId)),
    consents.find(ownerId),
    halts.active(),
  ]);
  return records.map((record) => {
    const presence = presences.find(({ vehicleId }) => vehicleId === record.vehicleId);
    const charter = charterStanding(consent, record.vehicleId);
    return visible(record, doingOf({ record, presence, charter, halts: active, now: now() }));
  });
}

/** One of them. */
export async function visibleVehicle(deps: Deps, record: VehicleRecord): Promise<OwnedVehicle> {
  const [one] = await visibleVehicles(deps, record.ownerId, [record]);
  if (!one) throw new Error(`vehicle ${record.vehicleId} is not among itself`);
  return one;
}

const visible = (record: VehicleRecord, { doing, waitingBecause }: Doing): OwnedVehicle => ({
  id: record.vehicleId,
  object: 'vehicle',
  state: record.state,
  state_reason: stateInWords(record),
  state_since: record.stateSince ?? null,
  doing,
  waiting_because: waitingBecause,
  finish_asked: record.finishes ?? false,
  hardware_class: record.hardwareClass,
  attested: record.attested ?? false,
  region: record.region ?? null,
  models: record.models,
  software_version: record.softwareVersion,
  benchmarks:
    record.benchmarks?.map(({ model, speed, memoryMegabytes }) => ({
      model,
      speed,
      memory_megabytes: memoryMegabytes,
    })) ?? null,
  enrolled_at: wholeHour(record.enrolledAt),
  last_seen_at: record.seenAt ?? null,
});
