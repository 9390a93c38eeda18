import { z } from 'zod';

/** The wire tells times in whole seconds, null where there is none; the market counts milliseconds. */
export const unix = (millis: number | undefined): number | null =>
  millis === undefined ? null : Math.floor(millis / 1_000);

/** Up to the year 9999. */
export const unixSeconds = z.number().int().min(0).max(253_402_300_799);
