import type { MicroUsd } from './money.ts';

/**
 * The modelled draw of a car that computes while it is plugged in. A sensor outranks it; a figure that comes from
 * here is marked `modelled`.
 *
 * 1.153 = 1 / (0.92 · (1 - 0.0572)): the converter to low voltage keeps 0.92, and charging loses 0.0572 of each
 * further kilowatt drawn (fit to ADAC's losses of 15.2 % at 2.3 kW and 7.7 % at 11 kW).
 */
export type HardwareClass = 'AI4' | 'AI5';

/** Draw of the computer under load, milliwatts. AI4: 100 to 160 W are reported; AI5: claims reach from 150 to 800 W. */
export const loadedMilliWatts: Readonly<Record<HardwareClass, number>> = { AI4: 150_000, AI5: 250_000 };

/** What waking the car adds at the wall. Nothing for one that was awake anyway. */
const wokenMilliWatts = 220_000;

/** Under 30 °C: pump and fan, and a twentieth of the load. */
const mildCoolingMilliWatts = (computeMilliWatts: number) => 20_000 + 0.05 * computeMilliWatts;

/**
 * P_wall = 1.153 · (Pc + Pcool) + 0.22 kW · woken, in milliwatts, at mild temperatures.
 * A computer of 0.15 kW takes 0.205 kW at the wall, and 0.425 kW if the car was woken for it.
 */
export function wallMilliWatts(computeMilliWatts: number, woken: boolean): number {
  const computing = 1.153 * (computeMilliWatts + mildCoolingMilliWatts(computeMilliWatts));
  return Math.round(computing + (woken ? wokenMilliWatts : 0));
}

/** Energy at the wall of `runningMillis` under load, in whole milliwatt-hours. */
export function modelledMilliWattHours(
  runningMillis: number,
  hardwareClass: HardwareClass,
  woken: boolean,
): number {
  const millisPerHour = 3_600_000;
  return Math.round((wallMilliWatts(loadedMilliWatts[hardwareClass], woken) * runningMillis) / millisPerHour);
}

/**
 * What energy costs at a tariff (micro-USD a kilowatt-hour; negative when the grid pays), rounded up: an owner is
 * never shown less than it costs. Add energy up first and convert once, or each task rounds up on its own.
 */
export function energyCost(milliWattHours: number, tariffMicroUsdPerKwh: number): MicroUsd {
  const milliWattHoursPerKwh = 1_000_000n;
  const cost = BigInt(milliWattHours) * BigInt(tariffMicroUsdPerKwh);
  // BigInt division cuts toward zero, which is already up for a negative cost.
  return cost / milliWattHoursPerKwh + (cost > 0n && cost % milliWattHoursPerKwh > 0n ? 1n : 0n);
}
