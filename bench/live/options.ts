import { parseArgs } from 'node:util';
import { integerOption } from '../integer-option.ts';

export type LiveOptions = {
  calls: number;
  concurrency: number;
  vehicles: number;
  /** What the engine takes for an answer. */
  engineMillis: number;
  json: boolean;
};

export const liveUsage = `npm run bench -- live [options]
  What a live call takes beyond the engine's own time. So many callers at once, each sends its next chat completion
  when it has the answer to the last one; vehicles wait for them in a process of their own, with keys, signatures and
  sealed payloads, and an engine that only takes its time (half to one and a half times the mean) and says how long it took. Overhead: from the request to the
  parsed reply at the client, less what the engine says. The market (API, functions, stand-ins) is a third process.
  --calls N           calls that are measured; each caller's first goes before them (300)
  --concurrency N     callers at once (20)
  --vehicles N        vehicles that wait (24)
  --engine-millis N   the engine's own time, in the mean (2000)
  --json              print {"p50Ms","p99Ms","concurrency"} on the last line of standard output`;

/** Throws with what is wrong where an option is unknown or out of range. */
export function readLiveOptions(args: readonly string[]): LiveOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      calls: { type: 'string', default: '300' },
      concurrency: { type: 'string', default: '20' },
      vehicles: { type: 'string', default: '24' },
      'engine-millis': { type: 'string', default: '2000' },
      json: { type: 'boolean', default: false },
    },
  });
  return {
    calls: integerOption('--calls', values.calls, 1, 100_000),
    concurrency: integerOption('--concurrency', values.concurrency, 1, 200),
    vehicles: integerOption('--vehicles', values.vehicles, 1, 200),
    engineMillis: integerOption('--engine-millis', values['engine-millis'], 0, 10_000),
    json: values.json,
  };
}
