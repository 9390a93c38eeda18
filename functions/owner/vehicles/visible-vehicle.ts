import type { OwnedVehicle } from '../../../shared/contract/owner-vehicles.ts';
import { stateInWords, type VehicleRecord, wholeHour } from '../../../shared/vehicle-state.ts';

/** A vehicle as its owner sees it. */
export const visibleVehicle = (record: VehicleRecord): OwnedVehicle => ({
  id: record.vehicleId,
  object: 'vehicle',
  state: record.state,
  state_reason: stateInWords(record),
  state_since: record.stateSince ?? null,
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
