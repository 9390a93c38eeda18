import { flushCompileCache } from 'node:module';

/** Where a market of many processes lives: one folder, and ports that stay the same over all restarts. */
export type Place = {
  dir: string;
  ports: Ports;
  /** How far the functions' clock is ahead of the computer's. */
  aheadMillis: number;
};
type Ports = { api: number; dynamo: number; s3: number; sqs: number; stripe: number };

export const urlAt = (port: number): string => `http://127.0.0.1:${port}`;

/** A process is told its place on its command line: there the search for orphans finds the folder, too. */
export const givenPlace = (): Place => JSON.parse(process.argv[2] ?? '') as Place;

export const readyLine = 'ready';

export function tellReady(): void {
  process.stdout.write(`${readyLine}\n`);
  // Node keeps what it compiled when a process ends, which none of these lives to see.
  flushCompileCache();
}
