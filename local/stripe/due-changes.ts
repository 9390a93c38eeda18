import type { Scope } from './call.ts';
import { expireSession } from './checkout-sessions.ts';
import { arrivePayout } from './payouts.ts';

/**
 * What time alone changes, brought up to the scope's clock: pending money becomes available, payouts arrive,
 * sessions expire. Run before a call is answered and after it.
 */
export function applyDueChanges(scope: Scope): void {
  const { store, nowSeconds } = scope;
  for (const { object, account } of store.due('balance_transaction', 'pending', until('available_on'))) {
    store.put(account, { ...object, status: 'available' });
  }
  for (const { object, account } of store.due('payout', 'pending', until('arrival_date'))) {
    arrivePayout({ ...scope, account }, object);
  }
  for (const { object, account } of store.due('checkout.session', 'open', until('expires_at'))) {
    expireSession({ ...scope, account }, object);
  }

  function until(field: string) {
    return { field, seconds: nowSeconds };
  }
}
