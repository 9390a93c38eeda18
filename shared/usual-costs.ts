import { loadedMilliWatts, wallMilliWatts } from './energy.ts';
import type { PlugCosts } from './net-pay.ts';
import type { HardwareClass } from './vehicle.ts';
import { wearMicroUsdPerHour } from './wear.ts';

/** The mean price of a kilowatt-hour in the US. */
const usualMicroUsdPerKwh = 187_000;
/** A car of the middle, at 25 °C, that is awake anyway. */
const usualCar = { packKwh: 75, chemistry: 'nmc', chargerWatts: 11_000 } as const;
const usualStanding = { woken: false, hot: false };

/**
 * What computing costs a vehicle whose plug nobody described: the market offers it nothing that would not cover this,
 * and an agent without a charter accounts by it.
 */
export function usualCosts({ hardwareClass }: { hardwareClass: HardwareClass }): PlugCosts {
  const computeMilliWatts = loadedMilliWatts[hardwareClass];
  return {
    energyMicroUsdPerKwh: usualMicroUsdPerKwh,
    wallMilliWatts: wallMilliWatts(computeMilliWatts, usualStanding.woken, usualStanding.hot),
    wearMicroUsdPerHour: wearMicroUsdPerHour({ computeMilliWatts, standing: usualStanding, car: usualCar }),
    floorMicroUsdPerHour: 0,
  };
}
