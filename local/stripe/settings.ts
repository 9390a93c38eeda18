import { z } from 'zod';
import type { Scope } from './call.ts';
import { findNote, writeNote } from './notes.ts';

const settingsNote = 'settings';

/** Body of POST /_test/settings: what Stripe decides by account, agreement or luck. */
export const settingsParams = z.object({
  /**
   * A refund that the available balance does not cover: takes it below zero, waits (status pending, tried again
   * each hour), or is refused with `balance_insufficient`.
   */
  refundsShortOfMoney: z.enum(['overdraw', 'wait', 'refuse']).exactOptional(),
  /** Pays all that is available out to the platform's bank every midnight (UTC). */
  dailyPayouts: z.boolean().exactOptional(),
});

type Settings = z.infer<typeof settingsParams>;

export function readSettings(scope: Pick<Scope, 'store'>): Settings {
  return findNote(scope.store, settingsNote, settingsParams) ?? {};
}

/** Changes the settings that are named; they survive a restart. */
export function changeSettings(scope: Scope, changes: Settings): Settings {
  const settings = { ...readSettings(scope), ...changes };
  writeNote(scope.store, settingsNote, settings);
  return settings;
}
