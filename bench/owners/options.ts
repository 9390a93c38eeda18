import { parseArgs } from 'node:util';
import { integerOption } from '../integer-option.ts';

export type OwnersOptions = { cars: number; weeks: number; json: boolean };

export const ownersUsage = `npm run bench -- owners [options]
  What computing does to an owner's bill and battery and what it leaves, from the market's own sums: a car of 75 kWh on
  a charger of 7.4 kW, by what electricity costs. The hours are those that the standard charter allows simulated
  commuters, replayed.
  --cars N     commuters to simulate (10)
  --weeks N    weeks of each (8)
  --json       print the figures as JSON on the last line of standard output`;

/** Throws with what is wrong where an option is unknown or out of range. */
export function readOwnersOptions(args: readonly string[]): OwnersOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      cars: { type: 'string', default: '10' },
      weeks: { type: 'string', default: '8' },
      json: { type: 'boolean', default: false },
    },
  });
  return {
    cars: integerOption('--cars', values.cars, 1, 1_000),
    weeks: integerOption('--weeks', values.weeks, 1, 52),
    json: values.json,
  };
}
