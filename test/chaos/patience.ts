import { setTimeout as pause } from 'node:timers/promises';
import { APIConnectionError, APIError } from 'openai';

/** No good answer will ever come under this key: only a look can tell whether the first try had its effect. */
export class BrokeOff extends Error {}

type Patience = {
  millis: number;
  /** How long a first try may still run before it counts as broken off. */
  runningMillis: number;
};

const patient: Patience = { millis: 120_000, runningMillis: 6_000 };

/**
 * Repeats a call, under its same Idempotency-Key, for as long as its answers say that the market is away. Throws
 * BrokeOff where the key's first try never ended or ended in a fault, and any other answer of the market.
 */
export async function withPatience<Answer>(
  call: () => Promise<Answer>,
  { millis, runningMillis }: Patience = patient,
): Promise<Answer> {
  const startedAt = performance.now();
  let conflictSince: number | undefined;
  const hear = (error: unknown) => {
    const now = performance.now();
    const isOver = now - startedAt > millis;
    if (isReplayed(error)) throw new BrokeOff();
    if (isConflict(error)) {
      conflictSince ??= now;
      if (isOver || now - conflictSince > runningMillis) throw new BrokeOff();
    } else if (isOver || !isAway(error)) throw error;
  };
  for (;;)
    try {
      return await call();
    } catch (error) {
      hear(error);
      await pause(150);
    }
}

const isConflict = (error: unknown) =>
  error instanceof APIError && error.status === 409 && error.code === 'conflict';

/** A fault may have had an effect: the market keeps it under the key, and gives it again. */
const isReplayed = (error: unknown) =>
  error instanceof APIError && error.headers?.get('idempotent-replayed') === 'true';

/** A connection that failed, or a fault of the market's. */
export const isAway = (error: unknown): boolean =>
  error instanceof APIConnectionError ||
  (error instanceof APIError && (error.status === undefined || error.status >= 500 || error.status === 429));

/** The market's definite no. */
export const isRefusal = (error: unknown): boolean => error instanceof APIError && !isAway(error);
