import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';

/** What is different each time a function asks. */
export type World = {
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Resolves after so many milliseconds. */
  pause: (millis: number) => Promise<unknown>;
  randomBytes: (count: number) => Uint8Array<ArrayBuffer>;
  reportFault: (error: unknown, where: string) => void;
};

export const realWorld: World = {
  now: Date.now,
  pause: setTimeout,
  randomBytes: (count) => new Uint8Array(randomBytes(count)),
  reportFault: (error, where) =>
    console.error(JSON.stringify({ level: 'error', where, error: describe(error) })),
};

const describe = (error: unknown) =>
  error instanceof Error ? { name: error.name, message: error.message, stack: error.stack } : String(error);
