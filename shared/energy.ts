import type { MicroUsd } from './money.ts';
import type { HardwareClass } from './vehicle.ts';

/**
 * The modelled draw of a car that computes while it is plugged in. A sensor outranks it; a figure that comes from
 * here is marked `modelled`.
 *
 * 1.153 = 1 / (0.92 · (1 - 0.0572)): the converter to low voltage keeps 0.92, and charging loses 0.0572 of each
 * further kilowatt drawn, and 218 W however little is drawn: a fit to the two losses that ADAC measured on a Model 3,
 * 15.2 % at 2.3 kW and 7.7 % at 11 kW.
 */
const wallPerComputer = 1.153;
const converterKeeps = 0.92;
const chargingLossShare = 0.0572;
const chargingLossWatts = 218;

/** Draw of the computer under load, milliwatts. AI4: 100 to 160 W are reported; AI5: claims reach from 150 to 800 W. */
export const loadedMilliWatts: Readonly<Record<HardwareClass, number>> = { AI4: 150_000, AI5: 250_000 };

/** What waking the car adds, at the wall and out of the battery. Nothing for one that was awake anyway. */
const wokenMilliWatts = 220_000;
const wokenBatteryMilliWatts = 200_000;

/** How a car stands while it computes. */
export type Standing = {
  /** It was woken for computing. */
  woken: boolean;
  /** It is over 30 °C around it. */
  hot: boolean;
};

/** Under 30 °C: pump and fan, and a twentieth of the load. Over it the compressor runs: three tenths of the load. */
const coolingMilliWatts = (computeMilliWatts: number, hot: boolean) =>
  Math.max(20_000 + 0.05 * computeMilliWatts, hot ? 0.3 * computeMilliWatts : 0);

/**
 * P_wall = 1.153 · (Pc + Pcool) + 0.22 kW · woken, in milliwatts.
 * A computer of 0.15 kW takes 0.205 kW at the wall, and 0.425 kW if the car was woken for it.
 */
export function wallMilliWatts(computeMilliWatts: number, woken: boolean, hot = false): number {
  const computing = wallPerComputer * (computeMilliWatts + coolingMilliWatts(computeMilliWatts, hot));
  return Math.round(computing + (woken ? wokenMilliWatts : 0));
}

/** The computer's watts that take no more than so many at the wall. Never negative. */
export function computerWattsWithin(wallWatts: number, { woken, hot }: Standing): number {
  const left = (wallWatts - (woken ? wokenMilliWatts / 1_000 : 0)) / wallPerComputer;
  const mild = (left - 20) / 1.05;
  return Math.max(0, hot ? Math.min(mild, left / 1.3) : mild);
}

/** P_dc = (Pc + Pcool) / 0.92 + 0.2 kW · woken: what computing takes out of the battery, in milliwatts. */
export function batteryMilliWatts(computeMilliWatts: number, { woken, hot }: Standing): number {
  const computing = (computeMilliWatts + coolingMilliWatts(computeMilliWatts, hot)) / converterKeeps;
  return Math.round(computing + (woken ? wokenBatteryMilliWatts : 0));
}

/** What of the watts that charging takes at the plug gets into the battery. Never negative. */
export const chargedWatts = (wallWatts: number): number =>
  Math.max(0, wallWatts * (1 - chargingLossShare) - chargingLossWatts);

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
