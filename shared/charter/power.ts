import { computerWattsWithin } from '../energy.ts';
import { type Moment, notNow, type Rule } from './finding.ts';
import { freshValue, whenKnown } from './freshness.ts';
import { kilowattText } from './words.ts';

/** Less than any of the classes computes with. */
const leastComputerWatts = 50;

/** The compressor runs above it. */
const hotCelsius = 30;

/**
 * The car sleeps unless it computes. What it tells of itself outranks what its owner wrote; that it would sleep counts
 * however long ago it was told.
 */
export function isWoken(moment: Moment): boolean {
  if (moment.signals.awake?.value === false) return true;
  return !(freshValue(moment, 'awake') ?? moment.charter.car.awakeAnyway);
}

/** Not told is taken for mild: a sensor of the computer's draw outranks the model. */
export const isHot = ({ signals }: Moment): boolean =>
  (signals.cabinCelsius?.value ?? hotCelsius) > hotCelsius;

/** What the computer may draw, watts: what charging leaves of the circuit, and no more than it can. */
export function permittedWatts(moment: Moment): number {
  const { circuitWatts, car } = moment.charter;
  const left = circuitWatts - (chargingWatts(moment) ?? circuitWatts);
  const watts = computerWattsWithin(left, { woken: isWoken(moment), hot: isHot(moment) });
  return Math.floor(Math.min(car.computerWatts, watts));
}

/** undefined: not known. */
const chargingWatts = (moment: Moment): number | undefined =>
  freshValue(moment, 'charging') === false ? 0 : freshValue(moment, 'chargingWatts');

/** Charging goes first on the circuit; computing needs at least so much of the rest as to run at all. */
export const roomOnCircuit: Rule = (moment) => {
  const taken = chargingWatts(moment);
  if (taken === undefined) return whenKnown(moment, 'chargingWatts', () => []);
  const { circuitWatts, car } = moment.charter;
  if (permittedWatts(moment) >= Math.min(leastComputerWatts, car.computerWatts)) return [];
  const circuit = kilowattText(circuitWatts);
  return [
    notNow(
      'circuit-full',
      `charging takes ${kilowattText(taken)} of the ${circuit} of the circuit; the rest is too little.`,
    ),
  ];
};
