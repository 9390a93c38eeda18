import { loadedMilliWatts, wallMilliWatts } from './energy.ts';
import type { PlugCosts } from './net-pay.ts';
import type { HardwareClass } from './vehicle.ts';

/** The mean price of a kilowatt-hour in the US: a vehicle that says nothing of its own plug is taken to pay it. */
const usualMicroUsdPerKwh = 187_000;
/** A car that is awake anyway, with 75 kWh of NMC cells at 25 °C, its computer at full load. */
const usualWearMicroUsdPerHour = 53_000;

/** What computing costs a vehicle that does not say: the market offers it nothing that would not cover this. */
export const usualCosts = ({ hardwareClass }: { hardwareClass: HardwareClass }): PlugCosts => ({
  energyMicroUsdPerKwh: usualMicroUsdPerKwh,
  wallMilliWatts: wallMilliWatts(loadedMilliWatts[hardwareClass], false),
  wearMicroUsdPerHour: usualWearMicroUsdPerHour,
  floorMicroUsdPerHour: 0,
});
