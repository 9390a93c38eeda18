import type Stripe from 'stripe';
import { payByBankAccount } from './bank-payment.ts';
import type { Scope } from './call.ts';
import { type CardPayment, payByCard } from './card-payment.ts';
import { attachMethod, usePaymentMethod } from './payment-methods.ts';
import { badRequest } from './stripe-refusal.ts';
import { getTestMethod, type TestMethod } from './test-methods.ts';

interface Circumstances {
  /** Nobody is there who could pass 3-D Secure: the method must be the customer's saved one. */
  isOffSession?: boolean;
  /** The customer has just passed 3-D Secure. */
  isAuthenticated?: boolean;
}

/**
 * Charges a payment method, or a test token, for a payment intent: cards at once, bank accounts days later. What
 * is refused throws 402 and leaves the failed charge and the intent's `last_payment_error`. The method is saved
 * when the intent says so.
 */
export function payIntent(
  scope: Scope,
  intent: Stripe.PaymentIntent,
  paymentMethod: string,
  { isOffSession = false, isAuthenticated = false }: Circumstances = {},
): Stripe.PaymentIntent {
  const test = getTestMethod(scope, paymentMethod, 'payment_method');
  const used = usePaymentMethod(scope, paymentMethod);
  if (used.id === paymentMethod) requireOwn(used, intent, isOffSession);
  const outcome = outcomeOf(test, { isOffSession, isAuthenticated });
  const isTaken = test.type !== 'card' || outcome === 'pays';
  const saves = isTaken && intent.setup_future_usage !== null && typeof intent.customer === 'string';
  const method = saves ? attachMethod(scope, used, String(intent.customer)) : used;
  return test.type === 'card'
    ? payByCard(scope, intent, { method, test, outcome })
    : payByBankAccount(scope, intent, { method, test });
}

function outcomeOf(
  test: TestMethod,
  { isOffSession, isAuthenticated }: Required<Circumstances>,
): CardPayment['outcome'] {
  const outcome = (isOffSession ? test.offSession : undefined) ?? test.outcome;
  if (outcome === 'declined') return { declineCode: test.failureCode ?? 'generic_decline' };
  if (outcome === 'succeeds' || isAuthenticated) return 'pays';
  return isOffSession ? { declineCode: 'authentication_required' } : 'waits';
}

function requireOwn(method: Stripe.PaymentMethod, intent: Stripe.PaymentIntent, isOffSession: boolean): void {
  const isOther = method.customer !== null && method.customer !== intent.customer;
  if (!isOther && !(isOffSession && method.customer === null)) return;
  throw badRequest(
    `The customer does not have a payment method with the ID ${method.id}: it must be attached to that customer`,
    { code: 'resource_missing', param: 'payment_method' },
  );
}
