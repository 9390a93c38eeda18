import { parseArgs } from 'node:util';

export type Options = {
  port: number;
  dataDir: string;
  vehicles: number;
  once: boolean;
  json: boolean;
  reset: boolean;
};

export const usage = `npm start -- [options]
  --once         end after the receipts; exit 0 only if all requests succeeded and the proof holds
  --json         print the receipts as one JSON object on the last line of standard output
  --port N       the API's port on 127.0.0.1 (8787)
  --data DIR     where everything is kept (.parkade); the next start goes on from it
  --vehicles N   demo vehicles, each a process of its own (3)
  --reset        begin anew: forgets what --data holds`;

/** Throws with the usage where an option is unknown or out of range. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '8787' },
      data: { type: 'string', default: '.parkade' },
      vehicles: { type: 'string', default: '3' },
      once: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      reset: { type: 'boolean', default: false },
    },
  });
  return {
    port: integer('--port', values.port, 0, 65_535),
    dataDir: values.data,
    // Fewer than two could not check each other's work.
    vehicles: integer('--vehicles', values.vehicles, 2, 50),
    once: values.once,
    json: values.json,
    reset: values.reset,
  };
}

function integer(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new Error(`${name} takes a whole number from ${least} to ${most}, not '${text}'.`);
  return value;
}
