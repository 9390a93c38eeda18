import { makeAvailable } from './balance.ts';
import { settlePayment } from './bank-payment.ts';
import type { Scope } from './call.ts';
import { expireSession } from './checkout-sessions.ts';
import { dailyPayoutsTimer, payOutDaily } from './daily-payouts.ts';
import { tellOverdue } from './invoices.ts';
import { arrivePayout } from './payouts.ts';
import { continueRefund } from './refund-money.ts';
import type { StripeObject } from './stripe-objects.ts';
import { arriveTopup } from './topups.ts';

/**
 * What time alone changes, brought up to the scope's clock: pending money becomes available, payouts arrive,
 * sessions expire, banks answer. Run before a call is answered and after it.
 */
export function applyDueChanges(scope: Scope): void {
  for (let due = scope.store.takeDue(scope.nowSeconds); due; due = scope.store.takeDue(scope.nowSeconds)) {
    if (due.id === dailyPayoutsTimer) payOutDaily(scope);
    if (due.object !== undefined) applyDueChange({ ...scope, account: due.account }, due.object);
  }
}

function applyDueChange(scope: Scope, object: StripeObject): void {
  if (object.object === 'balance_transaction') makeAvailable(scope, object);
  else if (object.object === 'charge' && object.status === 'pending') settlePayment(scope, object);
  else if (object.object === 'checkout.session' && object.status === 'open') expireSession(scope, object);
  else if (object.object === 'invoice') tellOverdue(scope, object);
  else if (object.object === 'payout' && object.status === 'pending') arrivePayout(scope, object);
  else if (object.object === 'refund') continueRefund(scope, object);
  else if (object.object === 'topup' && object.status === 'pending') arriveTopup(scope, object);
}
