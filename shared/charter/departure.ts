import type { Charter } from '../charter.ts';
import { batteryMilliWatts, chargedWatts } from '../energy.ts';
import { type Finding, type Moment, notNow, type Rule, until } from './finding.ts';
import { freshValue, whenKnown } from './freshness.ts';
import {
  dayAt,
  dayMillis,
  firstInstantOf,
  hourMillis,
  minuteMillis,
  timeOfDayMillis,
  weekdayOf,
} from './local-time.ts';
import { durationText, kilowattText, percentText, timeText } from './words.ts';

type Departure = { at: number; targetPercent: number };

/** What computing takes out of the battery of a car that was woken on a hot day: the most, whatever the circuit leaves. */
export const drainWatts = ({ car }: Charter): number =>
  batteryMilliWatts(car.computerWatts * 1_000, { woken: true, hot: true }) / 1_000;

/** Computing ends early enough for the battery to be charged for each departure, and before it. */
export const chargedByDeparture: Rule = (moment) => {
  const departures = nextDepartures(moment);
  if (departures.length === 0) return [];
  return whenKnown(moment, 'stateOfChargePercent', (stateOfCharge) =>
    departures.map((departure) => judgeDeparture(moment, departure, stateOfCharge)),
  );
};

/** The next of each plan: of one plan the later ones ask for no more. */
function nextDepartures({ charter, signals, now }: Moment): Departure[] {
  const { departure, timeZone } = charter;
  const weekly = departure.weekly.map(({ days, at, targetPercent }) => {
    const today = dayAt(timeZone, now);
    const next = Array.from({ length: 9 }, (_, ahead) => today + ahead)
      .filter((day) => days.includes(weekdayOf(day)))
      .map((day) => firstInstantOf(timeZone, day * dayMillis + timeOfDayMillis(at)))
      .find((instant) => instant > now);
    return { at: next ?? now, targetPercent };
  });
  const dated = departure.dated.map(({ at, targetPercent }) => ({
    at: firstInstantOf(timeZone, Date.parse(`${at}Z`)),
    targetPercent,
  }));
  // However long ago the car told it: an old plan is no reason to be careless.
  const own = { at: signals.departureAt?.value ?? now, targetPercent: departure.carsPlanTargetPercent };
  return [...weekly, ...dated, own].filter(({ at }) => at > now);
}

/**
 * Charging is counted on only after computing has ended, and until then computing is taken to drain the battery: it
 * ends at the latest T for which T + (target - charge(T)) · pack / charging speed is the departure less the reserve.
 */
function judgeDeparture(moment: Moment, { at, targetPercent }: Departure, stateOfCharge: number): Finding {
  const { charter, now } = moment;
  const { car, circuitWatts, timeZone } = charter;
  // The car does not charge over its own limit.
  const target = Math.min(targetPercent, freshValue(moment, 'chargeLimitPercent') ?? 100);
  const wallWatts = Math.min(car.chargerWatts, circuitWatts);
  const speedWatts = Math.max(1, chargedWatts(wallWatts));
  const missingHours = (((target - stateOfCharge) / 100) * car.packKwh * 1_000) / speedWatts;
  const drainedPerCharged = drainWatts(charter) / speedWatts;
  const readyAt = at - charter.departure.reserveMinutes * minuteMillis;
  const latestAt = Math.min(readyAt, readyAt - missingHours * hourMillis);
  const time = timeText(timeZone, at, now);
  if (latestAt <= now)
    return missingHours > 0
      ? notNow(
          'charge-for-departure',
          `charging from ${percentText(stateOfCharge)} to ${percentText(target)} for ${time} ` +
            `takes ${durationText(missingHours * hourMillis)} at ${kilowattText(wallWatts)}.`,
          at,
        )
      : notNow('departure', `you leave at ${time}.`, at);
  const drained = (readyAt - missingHours * hourMillis + drainedPerCharged * now) / (1 + drainedPerCharged);
  const isFullAnyway = drained >= readyAt;
  if (isFullAnyway) return until(moment, 'departure', readyAt, `you leave at ${time}.`);
  return until(
    moment,
    'charge-for-departure',
    Math.max(now + 1, Math.floor(drained)),
    `then the battery charges to ${percentText(target)} for ${time}.`,
  );
}
