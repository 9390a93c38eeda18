import { modelledMilliWattHours } from '../shared/energy.ts';
import type { HardwareClass } from '../shared/vehicle.ts';

/** What running for a while took at the wall, how that is known, and what it cost the owner. */
export type RunCosts = {
  energyMilliWattHours: number;
  /** A sensor's name, or `modelled`: goes into the receipt. */
  energySource: string;
  /** Absent: nobody told the agent what a kilowatt-hour costs here; energy then counts at the owner's stated tariff. */
  costs?: { energyNanoUsd: number; wearNanoUsd: number };
};

/** Of so many milliseconds under load. */
export type CostMeter = (runningMillis: number) => RunCosts;

/** Without sensor and tariff: the class's rated power, of a car that is awake anyway. */
export const modelledCosts =
  (hardwareClass: HardwareClass): CostMeter =>
  (runningMillis) => ({
    energyMilliWattHours: modelledMilliWattHours(runningMillis, hardwareClass, false),
    energySource: 'modelled',
  });
