import { computerWattsWithin, type Standing, wallMilliWatts } from '../energy.ts';
import { type Moment, notNow, type Rule } from './finding.ts';
import { freshValue, whenKnown } from './freshness.ts';
import { kilowattText } from './words.ts';

/** The compressor runs above it. */
const hotCelsius = 30;

/**
 * The car sleeps unless it computes. What it tells of itself outranks what its owner wrote; that it would sleep counts
 * however long ago it was told.
 */
function isWoken(moment: Moment): boolean {
  if (moment.signals.awake?.value === false) return true;
  return !(freshValue(moment, 'awake') ?? moment.charter.car.awakeAnyway);
}

/** Not told is taken for mild: a sensor of the computer's draw outranks the model. */
const isHot = ({ signals }: Moment): boolean => (signals.cabinCelsius?.value ?? hotCelsius) > hotCelsius;

/** What the computer may draw, watts: what charging leaves of the circuit, and no more than it can. */
export function permittedWatts(moment: Moment): number {
  const { circuitWatts, car } = moment.charter;
  const left = circuitWatts - (chargingWatts(moment) ?? circuitWatts);
  return Math.floor(Math.min(car.computerWatts, computerWattsWithin(left, standingOf(moment))));
}

export const standingOf = (moment: Moment): Standing => ({ woken: isWoken(moment), hot: isHot(moment) });

/** undefined: not known. */
const chargingWatts = (moment: Moment): number | undefined =>
  freshValue(moment, 'charging') === false ? 0 : freshValue(moment, 'chargingWatts');

/** Charging goes first on the circuit. An engine has no half speed: computing needs room for all that it may draw. */
export const roomOnCircuit: Rule = (moment) => {
  const taken = chargingWatts(moment);
  if (taken === undefined) return whenKnown(moment, 'chargingWatts', () => []);
  const { circuitWatts, car } = moment.charter;
  if (permittedWatts(moment) >= car.computerWatts) return [];
  const { woken, hot } = standingOf(moment);
  const needed = kilowattText(wallMilliWatts(car.computerWatts * 1_000, woken, hot) / 1_000);
  const used = `charging takes ${kilowattText(taken)} of the ${kilowattText(circuitWatts)} of the circuit`;
  return [notNow('circuit-full', `${used}, and computing needs ${needed}.`)];
};
