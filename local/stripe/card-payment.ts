import type Stripe from 'stripe';
import { cardFee, moveMoney } from './balance.ts';
import type { Scope } from './call.ts';
import { cardOutcome, intentCharge } from './charge-object.ts';
import { openDispute } from './disputes.ts';
import { emit } from './events.ts';
import { warnOfFraud } from './fraud-warnings.ts';
import { tellInvoice } from './invoice-payments.ts';
import { StripeRefusal } from './stripe-refusal.ts';
import type { TestMethod } from './test-methods.ts';

export interface CardPayment {
  method: Stripe.PaymentMethod;
  test: TestMethod;
  outcome: 'pays' | 'waits' | { declineCode: string };
}

/**
 * Charges a card for a payment intent: it succeeds, waits for capture, or waits for 3-D Secure.
 * A declined card throws 402 and leaves the failed charge and the intent's `last_payment_error`.
 */
export function payByCard(
  scope: Scope,
  intent: Stripe.PaymentIntent,
  { method, test, outcome }: CardPayment,
): Stripe.PaymentIntent {
  if (outcome === 'waits') return awaitAuthentication(scope, intent, method);
  const declineCode = outcome === 'pays' ? undefined : outcome.declineCode;
  const charge = { ...intentCharge(scope, intent, { method, test }), outcome: cardOutcome(declineCode) };
  if (declineCode !== undefined) return refuseDeclined(scope, intent, { charge, method, declineCode });
  const settled = intent.capture_method === 'manual' ? charge : settleCharge(scope, charge, test);
  scope.store.put(scope.account, settled);
  emit(scope, { type: 'charge.succeeded', data: { object: settled } });
  const paid = {
    ...intent,
    last_payment_error: null,
    latest_charge: settled.id,
    next_action: null,
    payment_method: method.id,
    ...(settled.captured
      ? { status: 'succeeded' as const, amount_received: settled.amount }
      : { status: 'requires_capture' as const, amount_capturable: settled.amount }),
  } satisfies Stripe.PaymentIntent;
  scope.store.put(scope.account, paid);
  const type = settled.captured ? 'payment_intent.succeeded' : 'payment_intent.amount_capturable_updated';
  emit(scope, { type, data: { object: paid } });
  if (settled.captured) tellInvoice(scope, paid);
  if (test.dispute !== undefined && settled.captured) openDispute(scope, settled, test.dispute);
  if (test.isFraud === true) warnOfFraud(scope, settled);
  return paid;
}

/** Takes an uncaptured charge's money (less than all of it releases the rest) and books it. */
export function settleCharge(
  scope: Scope,
  charge: Stripe.Charge,
  { bypassesPending = false, amount = charge.amount }: { bypassesPending?: boolean; amount?: number } = {},
): Stripe.Charge {
  const transaction = moveMoney(scope, {
    account: scope.account,
    amount,
    currency: charge.currency,
    type: 'charge',
    category: 'charge',
    source: charge.id,
    description: charge.description,
    fee: cardFee(amount),
    availableAtSeconds: scope.nowSeconds + (bypassesPending ? 0 : scope.availabilityDelaySeconds),
  });
  return {
    ...charge,
    amount_captured: amount,
    amount_refunded: charge.amount - amount,
    balance_transaction: transaction.id,
    captured: true,
  };
}

function awaitAuthentication(
  scope: Scope,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
): Stripe.PaymentIntent {
  const waiting = {
    ...intent,
    next_action: { type: 'use_stripe_sdk', use_stripe_sdk: {} },
    payment_method: method.id,
    status: 'requires_action',
  } satisfies Stripe.PaymentIntent;
  scope.store.put(scope.account, waiting);
  emit(scope, { type: 'payment_intent.requires_action', data: { object: waiting } });
  return waiting;
}

function refuseDeclined(
  scope: Scope,
  intent: Stripe.PaymentIntent,
  {
    charge,
    method,
    declineCode,
  }: { charge: Stripe.Charge; method: Stripe.PaymentMethod; declineCode: string },
): never {
  const needsCustomer = declineCode === 'authentication_required';
  const code = needsCustomer ? 'authentication_required' : 'card_declined';
  const message = needsCustomer ? 'The card needs 3-D Secure.' : 'The card was declined.';
  const failed = {
    ...charge,
    failure_code: code,
    failure_message: message,
    paid: false,
    status: 'failed',
  } satisfies Stripe.Charge;
  const decline = {
    type: 'card_error',
    code,
    decline_code: declineCode,
    message,
    charge: charge.id,
    payment_method: method,
  } satisfies Stripe.PaymentIntent.LastPaymentError;
  const unpaid = {
    ...intent,
    last_payment_error: decline,
    latest_charge: charge.id,
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  } satisfies Stripe.PaymentIntent;
  scope.store.put(scope.account, failed);
  scope.store.put(scope.account, unpaid);
  emit(scope, { type: 'charge.failed', data: { object: failed } });
  emit(scope, { type: 'payment_intent.payment_failed', data: { object: unpaid } });
  tellInvoice(scope, unpaid);
  throw new StripeRefusal(402, { ...decline, payment_intent: unpaid }, { keepsState: true });
}

/** The customer fails 3-D Secure: the intent needs another payment method. */
export function failAuthentication(scope: Scope, intent: Stripe.PaymentIntent): Stripe.PaymentIntent {
  const unpaid = {
    ...intent,
    last_payment_error: {
      type: 'invalid_request_error',
      code: 'payment_intent_authentication_failure',
      message: 'The customer did not pass 3-D Secure.',
    },
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  } satisfies Stripe.PaymentIntent;
  scope.store.put(scope.account, unpaid);
  emit(scope, { type: 'payment_intent.payment_failed', data: { object: unpaid } });
  return unpaid;
}
