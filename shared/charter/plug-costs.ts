import type { Charter } from '../charter.ts';
import { loadedMilliWatts, wallMilliWatts } from '../energy.ts';
import type { PlugCosts } from '../net-pay.ts';
import type { Signals } from '../signals.ts';
import type { HardwareClass } from '../vehicle.ts';
import { wearMicroUsdPerHour } from '../wear.ts';
import { energyPriceAt } from './energy-price.ts';
import type { Moment } from './finding.ts';
import { freshValue } from './freshness.ts';
import { standingOf } from './power.ts';

/**
 * What an hour of computing costs the owner at this plug now. Power is the computer's sensor where it was read
 * lately, else the class's rated power; cooling, losses and waking are added by the model. undefined: it is not known
 * what electricity costs, so nothing can be promised.
 */
export function plugCosts(
  charter: Charter,
  signals: Signals,
  now: number,
  hardwareClass: HardwareClass,
): PlugCosts | undefined {
  const moment = { charter, signals, now };
  const energyMicroUsdPerKwh = energyPriceAt(charter, signals, now);
  if (energyMicroUsdPerKwh === undefined) return undefined;
  const computeMilliWatts = freshValue(moment, 'computerMilliWatts') ?? loadedMilliWatts[hardwareClass];
  const standing = standingOf(moment);
  return {
    energyMicroUsdPerKwh,
    wallMilliWatts: wallMilliWatts(computeMilliWatts, standing.woken, standing.hot),
    wearMicroUsdPerHour: wearMicroUsdPerHour({
      computeMilliWatts,
      standing,
      car: charter.car,
      batteryCelsius: freshValue(moment, 'batteryCelsius'),
      computerCelsius: freshValue(moment, 'computerCelsius'),
    }),
    floorMicroUsdPerHour: charter.netFloorMicroUsdPerHour,
  };
}

/** Where the power in `plugCosts` comes from, for the receipt: the sensor's name, or `modelled`. */
export function energySourceOf(charter: Charter, signals: Signals, now: number): string {
  const moment: Moment = { charter, signals, now };
  if (freshValue(moment, 'computerMilliWatts') === undefined) return 'modelled';
  return signals.computerMilliWatts?.source ?? 'sensor';
}
