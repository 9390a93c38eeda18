/**
 * The port at which the market meets its cloud: each call that an adapter makes of a client of the SDK. What stands
 * behind it is the model here or a real service, and the adapters above it are the market's own, unchanged.
 *
 * At this port the SDK does not try again by itself, as the real clients do when a call is throttled or its answer is
 * lost: whoever turns a call away decides, in its gate, whether it comes again.
 */
export type PortCall = {
  service: 'table' | 'queues' | 'objects';
  /** The command's name without its end: 'TransactWrite', 'Query', 'ReceiveMessage', 'PutObject', ... */
  operation: string;
  input: object;
  /** Whether it may change anything. */
  writes: boolean;
};

/**
 * Decides what becomes of a call: its answer is the caller's. `act` carries the call out, at once and synchronously; a
 * gate may call it not at all, once or twice, and throw instead of giving back what it gave.
 */
export type Gate = (call: PortCall, act: () => unknown) => Promise<unknown>;

/** Carries each call out, at once. */
export const plainGate: Gate = async (_call, act) => act();

/** What every part of the model takes from outside: the same clock and the same numbers make the same history. */
export type ModelWorld = {
  /** Milliseconds since the epoch. */
  now: () => number;
  /** At least 0, less than 1. */
  random: () => number;
};
