import { parseArgs } from 'node:util';

export type ChaosOptions = { rounds: number; seed: number; minutes: number; json: boolean };

const usage = `npm run chaos -- [options]
  --rounds N    how often processes are killed (1000)
  --seed N      which ones, and when (drawn)
  --minutes M   ends after so many minutes, however many rounds that were (60)
  --json        print the figures as one JSON object on standard output`;

/** Throws where an option is unknown or no number above zero. */
export function readOptions(args: readonly string[]): ChaosOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '1000' },
      seed: { type: 'string', default: String(1 + Math.floor(Math.random() * 1e9)) },
      minutes: { type: 'string', default: '60' },
      json: { type: 'boolean', default: false },
    },
  });
  return {
    rounds: wholeNumber('--rounds', values.rounds),
    seed: wholeNumber('--seed', values.seed),
    minutes: aboveZero('--minutes', values.minutes),
    json: values.json,
  };
}

function aboveZero(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`${name} takes a number above 0, not '${text}'.\n${usage}`);
  return value;
}

function wholeNumber(name: string, text: string): number {
  const value = aboveZero(name, text);
  if (!Number.isSafeInteger(value)) throw new Error(`${name} takes a whole number, not '${text}'.\n${usage}`);
  return value;
}
