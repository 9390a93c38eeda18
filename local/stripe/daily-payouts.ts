import type { Scope } from './call.ts';
import { platformAccount } from './object-store.ts';
import { payOutAll } from './payouts.ts';
import { readSettings } from './settings.ts';

/** The timer of all automatic payouts; it is of no object. */
export const dailyPayoutsTimer = 'daily-payouts';

const daySeconds = 86_400;

/** Sets the next midnight (UTC) for automatic payouts: someone has them from now on. */
export function armDailyPayouts(scope: Scope): void {
  const midnight = (Math.floor(scope.nowSeconds / daySeconds) + 1) * daySeconds;
  scope.store.setTimer(platformAccount, dailyPayoutsTimer, midnight);
}

/** Midnight: what is available of those with automatic payouts goes to their banks. */
export function payOutDaily(scope: Scope): void {
  const accounts = daily(scope);
  for (const account of accounts) {
    const sums = scope.store.rows(
      'SELECT currency, available FROM money WHERE account = ? AND available > 0',
      [account],
    );
    for (const { currency, available } of sums) {
      payOutAll({ ...scope, account }, { amount: Number(available), currency: String(currency) });
    }
  }
  if (accounts.length > 0) armDailyPayouts(scope);
}

function daily(scope: Scope): string[] {
  const rows = scope.store.rows(
    `SELECT id FROM objects WHERE kind = 'account' AND account = ?
       AND json ->> '$.settings.payouts.schedule.interval' = 'daily' AND json ->> '$.payouts_enabled'`,
    [platformAccount],
  );
  const platform = readSettings(scope).dailyPayouts === true ? [platformAccount] : [];
  return [...platform, ...rows.map(({ id }) => String(id))];
}
