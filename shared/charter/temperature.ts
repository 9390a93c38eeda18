import type { Charter } from '../charter.ts';
import { type Finding, type Moment, notNow, type Rule } from './finding.ts';
import { whenKnown } from './freshness.ts';
import { celsiusText } from './words.ts';

const places = { cabin: 'cabinCelsius', battery: 'batteryCelsius', computer: 'computerCelsius' } as const;
type Place = keyof typeof places;

/** Cabin, battery and computer stay under the owner's limits. */
export const coolEnough: Rule = (moment) =>
  (Object.keys(places) as Place[]).flatMap((place) => {
    const limit = moment.charter.temperatures[place];
    return limit ? judgePlace(moment, place, limit) : [];
  });

type Limit = NonNullable<Charter['temperatures'][Place]>;

function judgePlace(moment: Moment, place: Place, { maxCelsius, signal }: Limit): Finding[] {
  const told = moment.signals[places[place]]?.value;
  // Too warm stays too warm until something else is told.
  if (told !== undefined && told > maxCelsius) {
    const text = `the ${place} has ${celsiusText(told)}, your limit is ${celsiusText(maxCelsius)}.`;
    return [notNow(`${place}-too-warm`, text)];
  }
  return signal === 'required' || told !== undefined ? whenKnown(moment, places[place], () => []) : [];
}
