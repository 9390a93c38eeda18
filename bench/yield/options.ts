import { parseArgs } from 'node:util';
import { integerOption } from '../integer-option.ts';

export type YieldOptions = { rounds: number; json: boolean };

export const yieldUsage = `npm run bench -- yield [options]
  How soon a vehicle is its driver's again. The agent runs batches and streamed live calls of an embedded market on the
  real engines; at a random moment of a request the driver is back. Measured until the engines' process is gone and no
  request runs. Then what was finished is handed in and the rest released, the driver leaves, and so on; the engines
  take turns.
  --rounds N   times that the driver comes back (100)
  --json       print {"p50Ms","p99Ms","rounds"} on the last line of standard output`;

/** Throws with what is wrong where an option is unknown or out of range. */
export function readYieldOptions(args: readonly string[]): YieldOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { rounds: { type: 'string', default: '100' }, json: { type: 'boolean', default: false } },
  });
  return { rounds: integerOption('--rounds', values.rounds, 1, 10_000), json: values.json };
}
