import type Stripe from 'stripe';
import { availableAmount, moveMoney } from './balance.ts';
import type { Scope } from './call.ts';
import { emit } from './events.ts';
import { badRequest } from './stripe-refusal.ts';
import { getTestMethod } from './test-methods.ts';

const retrySeconds = 3_600;

/** Takes a refund's money from the balance; returns the refund, succeeded. */
export function takeRefund(scope: Scope, draft: Stripe.Refund, charge: Stripe.Charge): Stripe.Refund {
  const isCard = charge.id.startsWith('ch_');
  const transaction = moveMoney(scope, {
    account: scope.account,
    amount: -draft.amount,
    currency: draft.currency,
    type: isCard ? 'refund' : 'payment_refund',
    category: 'refund',
    source: draft.id,
    description: `REFUND FOR CHARGE (${charge.description ?? charge.id})`,
  });
  const { pending_reason: _, ...refund } = draft;
  const { refundsFail } = getTestMethod(scope, String(charge.payment_method), 'payment_method');
  if (refundsFail === true) {
    scope.store.setTimer(scope.account, draft.id, scope.nowSeconds + scope.asyncPaymentDelaySeconds);
  }
  return { ...refund, balance_transaction: transaction.id, status: 'succeeded' };
}

/** A refund that the balance did not cover is tried again every hour. */
export function awaitMoney(scope: Scope, draft: Stripe.Refund): Stripe.Refund {
  scope.store.setTimer(scope.account, draft.id, scope.nowSeconds + retrySeconds);
  return { ...draft, pending_reason: 'insufficient_funds', status: 'pending' };
}

/** What a refund's timer does: one that waits is tried again, one whose card takes no refunds fails. */
export function continueRefund(scope: Scope, kept: Stripe.Refund): void {
  if (kept.status === 'succeeded') failRefund(scope, kept, 'unknown');
  if (kept.status !== 'pending') return;
  if (availableAmount(scope, scope.account, kept.currency) < kept.amount) {
    scope.store.put(scope.account, awaitMoney(scope, kept));
    return;
  }
  const refund = takeRefund(scope, kept, getCharge(scope, kept));
  scope.store.put(scope.account, refund);
  emitUpdate(scope, refund);
}

/**
 * The customer's bank refuses a refund, even one that had succeeded: its money returns to the balance, and the
 * charge counts as not refunded by it.
 */
export function failRefund(scope: Scope, kept: Stripe.Refund, reason: string): Stripe.Refund {
  if (kept.status === 'failed') throw badRequest(`Refund ${kept.id} has already failed`);
  const charge = getCharge(scope, kept);
  const returned =
    kept.balance_transaction === null
      ? undefined
      : moveMoney(scope, {
          account: scope.account,
          amount: kept.amount,
          currency: kept.currency,
          type: 'refund_failure',
          category: 'refund_failure',
          source: kept.id,
        });
  const refund = {
    ...kept,
    ...(returned && { failure_balance_transaction: returned.id }),
    failure_reason: reason,
    status: 'failed',
  } satisfies Stripe.Refund;
  const amountRefunded = charge.amount_refunded - kept.amount;
  scope.store.put(scope.account, refund);
  scope.store.put(scope.account, { ...charge, amount_refunded: amountRefunded, refunded: false });
  emitUpdate(scope, refund);
  emit(scope, { type: 'refund.failed', data: { object: refund } });
  return refund;
}

function emitUpdate(scope: Scope, refund: Stripe.Refund): void {
  emit(scope, { type: 'refund.updated', data: { object: refund } });
  emit(scope, { type: 'charge.refund.updated', data: { object: refund } });
}

function getCharge(scope: Scope, refund: Stripe.Refund): Stripe.Charge {
  const charge = scope.store.find('charge', scope.account, String(refund.charge));
  if (charge === undefined) throw new Error(`Refund ${refund.id} has no charge`);
  return charge;
}
