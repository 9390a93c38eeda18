import { dayMillis, firstInstantOf, hourMillis, weekdayOf } from '../../../shared/charter/local-time.ts';
import { type Chance, chanceOf } from './chance.ts';
import type { Commuter, Place } from './commuter.ts';

/** A stay of the car somewhere, between two trips. The place is the simulation's own knowledge and is never told. */
export type Stay = {
  place: Place;
  arrivesAt: number;
  /** When it drives off again. */
  leavesAt: number;
  plugged: boolean;
  network: 'wifi' | 'cellular' | 'none';
};

/** A departure that is meant for `at`, and the stays away from home that follow, each after a trip of its own. */
type Tour = { at: number; stops: { place: Place; hours: number }[] };

/** Monday, 1 January 2024. */
const firstDay = 19_723;

/**
 * Every stay of a simulated car, without end, from a Monday that lies before `from`. One seed has one story: it is
 * the same whatever `from` is. At first the car is at home.
 */
export function* staysOf(seed: number, from: number, commuter: Commuter): Generator<Stay> {
  /** When the clock on the wall shows that hour of that day. */
  const timeOf = (day: number, hour: number) =>
    firstInstantOf(commuter.timeZone, Math.round(day * dayMillis + hour * hourMillis));
  const uses = chanceOf(seed, 0);
  const plugs = chanceOf(seed, 1);
  const stay = (place: Place, arrivesAt: number, leavesAt: number): Stay => {
    const plugged = plugs.happens(commuter.plugChance[place]);
    const connected = place === 'home' ? 'wifi' : 'cellular';
    return {
      place,
      arrivesAt,
      leavesAt,
      plugged,
      network: plugs.happens(commuter.noNetworkChance[place]) ? 'none' : connected,
    };
  };
  let day = firstDay;
  // Whole weeks: it begins on a Monday whenever it begins.
  while (timeOf(day, 0) > from) day -= 364;
  let arrivedHome = timeOf(day, 0);
  for (; ; day++) {
    for (const { at, stops } of toursOf(day, uses, commuter, timeOf)) {
      const earliest = arrivedHome + commuter.turnaroundMinutes * 60_000;
      let leaves = Math.max(at, earliest);
      yield stay('home', arrivedHome, leaves);
      for (const { place, hours } of stops) {
        const arrives = leaves + tripMillis(uses, commuter);
        leaves = arrives + Math.round(hours * hourMillis);
        yield stay(place, arrives, leaves);
      }
      arrivedHome = leaves + tripMillis(uses, commuter);
    }
  }
}

const tripMillis = (uses: Chance, { tripMinutes }: Commuter) =>
  Math.round(uses.lognormal(tripMinutes) * 60_000);

/** What is planned for a day, in the order of its hours. */
function toursOf(
  day: number,
  uses: Chance,
  commuter: Commuter,
  timeOf: (day: number, hour: number) => number,
): Tour[] {
  const errand = () => ({ place: 'errand' as const, hours: uses.lognormal(commuter.errandHours) });
  const tour = (hour: number): Tour => ({
    at: timeOf(day, hour),
    stops: uses.happens(commuter.secondStopChance) ? [errand(), errand()] : [errand()],
  });
  if (['sat', 'sun'].includes(weekdayOf(day))) return weekendHours(uses, commuter).map(tour);
  const tours: Tour[] = [];
  if (uses.happens(commuter.commuteChance)) {
    const at = timeOf(day, uses.normal(commuter.leavesForWorkHour));
    const work = { place: 'work' as const, hours: uses.normal(commuter.workHours) };
    tours.push({ at, stops: uses.happens(commuter.errandOnReturnChance) ? [work, errand()] : [work] });
  }
  if (uses.happens(commuter.eveningTourChance)) tours.push(tour(uses.normal(commuter.eveningTourHour)));
  return tours;
}

function weekendHours(uses: Chance, commuter: Commuter): number[] {
  const [first, second] = commuter.weekendTourChances;
  const tours = Number(uses.happens(first)) + Number(uses.happens(second));
  const [morning, afternoon] = commuter.weekendTourHours.map((hour) => uses.normal(hour)) as [number, number];
  const single = uses.happens(commuter.afternoonChance) ? afternoon : morning;
  if (tours === 2) return [morning, afternoon].sort((a, b) => a - b);
  return tours === 1 ? [single] : [];
}
