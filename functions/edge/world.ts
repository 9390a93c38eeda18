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

type Described = {
  name: string;
  message: string;
  stack: string | undefined;
  errors?: unknown[];
  cause?: unknown;
};

/** A cause may have a cause, and could be its own. */
const depthMax = 4;

/** With what it stands for: several that failed together are told one by one. */
function describe(error: unknown, depth = 0): Described | string {
  if (!(error instanceof Error) || depth > depthMax) return String(error);
  const { name, message, stack, cause } = error;
  return {
    name,
    message,
    stack,
    ...(error instanceof AggregateError && { errors: error.errors.map((each) => describe(each, depth + 1)) }),
    ...(cause !== undefined && { cause: describe(cause, depth + 1) }),
  };
}
