import type { Forecast } from './eta.ts';
import { type BatchWindow, batchWindows, windowSeconds } from './policy.ts';

/**
 * Whether a window is full: vehicles are there, and even the median says that they can't make it. Prices don't surge, so what
 * is scarce is rationed here. Where nobody knows (no vehicle is parked now) the window is open, and so the longest
 * one always is: what it doesn't finish is free.
 */
export const isFull = (window: BatchWindow, { p50Seconds }: Forecast): boolean =>
  window !== '24h' && (p50Seconds ?? 0) > windowSeconds[window];

/** The windows that are open, soonest first. */
export const openWindows = (forecastOf: (window: BatchWindow) => Forecast): BatchWindow[] =>
  batchWindows.filter((window) => !isFull(window, forecastOf(window)));

/** When it is worth asking again: when the fleet will have caught up, an hour at most. */
export const retryAfterSeconds = (window: BatchWindow, { p50Seconds }: Forecast): number =>
  Math.min(3_600, Math.max(60, (p50Seconds ?? 0) - windowSeconds[window]));
