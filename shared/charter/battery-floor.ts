import { drainWatts } from './departure.ts';
import { notNow, type Rule, until } from './finding.ts';
import { freshValue, whenKnown } from './freshness.ts';
import { hourMillis } from './local-time.ts';
import { percentText } from './words.ts';

/** The battery keeps the owner's floor: while nothing charges it, computing is taken to drain it. */
export const overBatteryFloor: Rule = (moment) => {
  const { charter, now } = moment;
  const floor = charter.stateOfChargeFloorPercent;
  if (floor === 0) return [];
  return whenKnown(moment, 'stateOfChargePercent', (stateOfCharge) => {
    const charging = freshValue(moment, 'charging') === true;
    if (stateOfCharge < floor || (stateOfCharge === floor && !charging)) {
      const holds = `the battery holds ${percentText(stateOfCharge)}, your floor is ${percentText(floor)}`;
      return [
        notNow(
          'charge-below-floor',
          charging || stateOfCharge < floor ? `${holds}.` : `${holds}, and nothing charges it.`,
        ),
      ];
    }
    if (charging) return [];
    const spareWattHours = ((stateOfCharge - floor) / 100) * charter.car.packKwh * 1_000;
    const spareMillis = Math.floor((spareWattHours / drainWatts(charter)) * hourMillis);
    const at = now + Math.max(1, spareMillis);
    return [
      until(
        moment,
        'charge-below-floor',
        at,
        `the battery may be down to your floor of ${percentText(floor)}.`,
      ),
    ];
  });
};
