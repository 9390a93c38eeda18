import { z } from 'zod';
import { energyCost } from './energy.ts';
import { microUsdUp } from './net-pay.ts';
import type { Segment } from './task.ts';

/** What one vehicle did of a settlement, and what that cost its owner as the vehicle worked it out. */
export type VehicleUnits = {
  vehicleId: string;
  requests: number;
  referenceMicros: number;
  energyMilliWattHours: number;
  /** Of these, what the vehicle named no price for: they count at the owner's stated tariff. */
  unpricedMilliWattHours: number;
  energyNanoUsd: number;
  wearNanoUsd: number;
};

const none = {
  requests: 0,
  referenceMicros: 0,
  energyMilliWattHours: 0,
  unpricedMilliWattHours: 0,
  energyNanoUsd: 0,
  wearNanoUsd: 0,
};

/** By vehicle, in the order of their ids. */
export function vehicleUnits(segments: readonly Segment[]): VehicleUnits[] {
  const byVehicle = Map.groupBy(segments, ({ vehicleId }) => vehicleId);
  return [...byVehicle]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([vehicleId, those]) => ({ ...sumOfUnits(those.map(unitsOf)), vehicleId }));
}

type Units = Omit<VehicleUnits, 'vehicleId'>;

const unitsOf = ({ succeeded, referenceMicros, energyMilliWattHours, costs }: Segment): Units => ({
  requests: succeeded,
  referenceMicros,
  energyMilliWattHours,
  unpricedMilliWattHours: costs ? 0 : energyMilliWattHours,
  energyNanoUsd: costs?.energyNanoUsd ?? 0,
  wearNanoUsd: costs?.wearNanoUsd ?? 0,
});

export const sumOfUnits = (all: readonly Units[]): Units =>
  all.reduce(
    (sum, units) => ({
      requests: sum.requests + units.requests,
      referenceMicros: sum.referenceMicros + units.referenceMicros,
      energyMilliWattHours: sum.energyMilliWattHours + units.energyMilliWattHours,
      unpricedMilliWattHours: sum.unpricedMilliWattHours + units.unpricedMilliWattHours,
      energyNanoUsd: sum.energyNanoUsd + units.energyNanoUsd,
      wearNanoUsd: sum.wearNanoUsd + units.wearNanoUsd,
    }),
    none,
  );

/**
 * As an entry's memo keeps it, a list of seven, since a write unit is a kilobyte: id, requests, reference
 * microseconds, milliwatt-hours, those of them without a price, nano-USD of energy, nano-USD of wear.
 */
export const vehicleMemo = z
  .tuple([z.string(), z.number(), z.number(), z.number(), z.number(), z.number(), z.number()])
  .transform(
    ([
      vehicleId,
      requests,
      referenceMicros,
      energyMilliWattHours,
      unpricedMilliWattHours,
      energyNanoUsd,
      wearNanoUsd,
    ]): VehicleUnits => ({
      vehicleId,
      requests,
      referenceMicros,
      energyMilliWattHours,
      unpricedMilliWattHours,
      energyNanoUsd,
      wearNanoUsd,
    }),
  );

export const vehicleMemoOf = (units: VehicleUnits): z.input<typeof vehicleMemo> => [
  units.vehicleId,
  units.requests,
  units.referenceMicros,
  units.energyMilliWattHours,
  units.unpricedMilliWattHours,
  units.energyNanoUsd,
  units.wearNanoUsd,
];

/**
 * What it cost in whole micro-USD, added up first and rounded up once: at the prices that the vehicles named, and at
 * the owner's stated tariff where they named none.
 */
export function costsOf(
  units: readonly Units[],
  tariffMicroUsdPerKwh: number,
): { energyMicroUsd: bigint; wearMicroUsd: bigint } {
  const { energyNanoUsd, wearNanoUsd, unpricedMilliWattHours } = sumOfUnits(units);
  return {
    energyMicroUsd:
      microUsdUp(BigInt(energyNanoUsd)) + energyCost(unpricedMilliWattHours, tariffMicroUsdPerKwh),
    wearMicroUsd: microUsdUp(BigInt(wearNanoUsd)),
  };
}
