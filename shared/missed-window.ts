import type { Batch } from './batch.ts';
import type { LateMicros } from './credit.ts';
import { type BatchWindow, batchWindows, windowSeconds } from './policy.ts';
import { payableSegments } from './settlement.ts';
import type { Task } from './task.ts';

type Promised = Pick<Batch, 'kind' | 'createdAt' | 'promisedAt'>;

/**
 * The window that a request finished at `finishedAt` met, where that is not the promised one; undefined where it was
 * in time. Nothing is finished after the longest window: a batch ends with it. Live batches promise no window.
 */
export function windowMet(
  { kind, createdAt, promisedAt }: Promised,
  finishedAt: number,
): BatchWindow | undefined {
  if (kind !== 'file' || finishedAt <= promisedAt) return undefined;
  return batchWindows.find((window) => createdAt + windowSeconds[window] * 1_000 >= finishedAt) ?? '24h';
}

/** A request is finished when its vehicle hands it in, with all that it did under one lease. */
export function lateMicrosOf(batch: Promised, tasks: readonly Task[]): LateMicros {
  const late: LateMicros = {};
  for (const { finishedAt, referenceMicros } of tasks.flatMap(payableSegments)) {
    const met = windowMet(batch, finishedAt);
    if (met) late[met] = (late[met] ?? 0) + referenceMicros;
  }
  return late;
}
