import { parseArgs } from 'node:util';

export const usage = `npm run sim -- [--seeds N] [--minutes M] [--from N] [--workers N] [--json]
npm run sim -- --seed N [--only-faults id,id] [--without name,name]   one seed, with its trace`;

export type SimOptions = {
  seeds: number;
  from: number;
  /** At most so long, by this machine's clock. */
  minutes: number;
  workers: number;
  json: boolean;
  /** One seed, told step by step. */
  seed?: number;
  onlyFaults?: readonly string[];
  without?: readonly string[];
};

const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0;

/** @throws Error that says what is wrong with the command line */
export function readOptions(args: readonly string[]): SimOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '200000' },
      from: { type: 'string', default: '1' },
      minutes: { type: 'string', default: '600' },
      workers: { type: 'string', default: '2' },
      json: { type: 'boolean', default: false },
      seed: { type: 'string' },
      'only-faults': { type: 'string' },
      without: { type: 'string' },
    },
  });
  const count = (name: 'seeds' | 'from' | 'minutes' | 'workers' | 'seed') => {
    const value = Number(values[name]);
    if (!isCount(value)) throw new Error(`--${name} is a number, zero or more, not '${values[name]}'.`);
    return value;
  };
  const { 'only-faults': only, without, json } = values;
  return {
    seeds: count('seeds'),
    from: count('from'),
    minutes: count('minutes'),
    workers: Math.max(1, count('workers')),
    json,
    ...(values.seed !== undefined && { seed: count('seed') }),
    ...(only !== undefined && { onlyFaults: namesIn(only) }),
    ...(without !== undefined && { without: namesIn(without) }),
  };
}

const namesIn = (list: string) => list.split(',').filter((name) => name !== '');
