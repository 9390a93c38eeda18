import { parseArgs } from 'node:util';
import { integerOption } from '../integer-option.ts';

export type LoadOptions = {
  seconds: number;
  /** Requests a second that customers send, in batches. */
  rate: number;
  overloadSeconds: number;
  vehicles: number;
  /** How long vehicles may take, after the load, for what is left. */
  drainSeconds: number;
  json: boolean;
};

export const loadUsage = `npm run bench -- load [options]
  What the market takes in and still holds. Customers, ten of them in a process of their own, send batches of 20 to
  1,000 embedding requests, inline up to 200 and by file above, at an even rate whatever the answers take, and try
  nothing again. The market (API, functions, stand-ins; table and objects on disk, as npm start has
  them) is a process of its own, and vehicles drain it from a third: the agent's loop with keys, signatures and sealed
  results, and an engine that takes no time. Then batches of 20 come, at the rate and twice that
  and so on until a twentieth of the calls is refused, which is held, and ends. Measured:
  accepted a second: requests of the batches that were answered 2xx in the seconds at the rate;
  p99: of the calls that were accepted, POST /v1/batches or POST /v1/files, whichever is worse;
  recovery: from the end of the overload until three probes in a row (a batch of five requests each) are accepted within
  1.5 times what such a probe took at the median before the load, while the vehicles had as much to do, or 50 ms;
  lost: requests of accepted batches that were not answered exactly once at the end, when the vehicles have drained all.
  --seconds N           how long the rate is held (60)
  --rate N              requests a second (1200)
  --overload-seconds N  how long it is held above capacity (15); 0 leaves that out
  --vehicles N          vehicles that drain (6)
  --drain-seconds N     what the drain may take after the load (600)
  --json                print {"acceptedPerSecond","p99Ms","lost","recoverySeconds",...} on the last line`;

/** Throws with what is wrong where an option is unknown or out of range. */
export function readLoadOptions(args: readonly string[]): LoadOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string', default: '60' },
      rate: { type: 'string', default: '1200' },
      'overload-seconds': { type: 'string', default: '15' },
      vehicles: { type: 'string', default: '6' },
      'drain-seconds': { type: 'string', default: '600' },
      json: { type: 'boolean', default: false },
    },
  });
  return {
    seconds: integerOption('--seconds', values.seconds, 1, 3_600),
    rate: integerOption('--rate', values.rate, 1, 100_000),
    overloadSeconds: integerOption('--overload-seconds', values['overload-seconds'], 0, 600),
    // Fewer than two could not check each other's work.
    vehicles: integerOption('--vehicles', values.vehicles, 2, 50),
    drainSeconds: integerOption('--drain-seconds', values['drain-seconds'], 1, 7_200),
    json: values.json,
  };
}
