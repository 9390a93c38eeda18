import type Stripe from 'stripe';
import { cardFee, moveMoney } from './balance.ts';
import type { Scope } from './call.ts';
import { cardDetails, cardOutcome, chargeObject } from './charge-object.ts';
import { openDispute } from './disputes.ts';
import { emit } from './events.ts';
import { StripeRefusal } from './stripe-refusal.ts';
import { getTestCard, type TestCard } from './test-cards.ts';

/**
 * Charges a test card for a payment intent: it succeeds, waits for capture, or waits for 3-D Secure.
 * A declined card throws 402 and leaves the failed charge and the intent's `last_payment_error`.
 */
export function payByCard(
  scope: Scope,
  intent: Stripe.PaymentIntent,
  paymentMethod: string,
): Stripe.PaymentIntent {
  const card = getTestCard(scope, paymentMethod, 'payment_method');
  if (card.outcome === 'needs_authentication') return awaitAuthentication(scope, intent, paymentMethod);
  const charge = cardCharge(scope, intent, { card, paymentMethod });
  if (card.outcome === 'declined') return refuseDeclined(scope, intent, charge);
  const settled = intent.capture_method === 'manual' ? charge : settleCharge(scope, charge, card);
  scope.store.put(scope.account, settled);
  emit(scope, { type: 'charge.succeeded', data: { object: settled } });
  const paid = {
    ...intent,
    latest_charge: settled.id,
    payment_method: paymentMethod,
    ...(settled.captured
      ? { status: 'succeeded' as const, amount_received: settled.amount }
      : { status: 'requires_capture' as const, amount_capturable: settled.amount }),
  } satisfies Stripe.PaymentIntent;
  scope.store.put(scope.account, paid);
  const type = settled.captured ? 'payment_intent.succeeded' : 'payment_intent.amount_capturable_updated';
  emit(scope, { type, data: { object: paid } });
  if (card.dispute !== undefined && settled.captured) openDispute(scope, settled, card.dispute);
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

function cardCharge(
  scope: Scope,
  intent: Stripe.PaymentIntent,
  { card, paymentMethod }: { card: TestCard; paymentMethod: string },
): Stripe.Charge {
  return {
    ...chargeObject(scope, 'ch', intent),
    customer: intent.customer,
    description: intent.description,
    metadata: intent.metadata,
    outcome: cardOutcome(card),
    payment_intent: intent.id,
    payment_method: paymentMethod,
    payment_method_details: cardDetails(card),
    receipt_email: intent.receipt_email,
    transfer_group: intent.transfer_group,
  };
}

function awaitAuthentication(
  scope: Scope,
  intent: Stripe.PaymentIntent,
  paymentMethod: string,
): Stripe.PaymentIntent {
  const waiting = {
    ...intent,
    next_action: { type: 'use_stripe_sdk', use_stripe_sdk: {} },
    payment_method: paymentMethod,
    status: 'requires_action',
  } satisfies Stripe.PaymentIntent;
  scope.store.put(scope.account, waiting);
  emit(scope, { type: 'payment_intent.requires_action', data: { object: waiting } });
  return waiting;
}

function refuseDeclined(scope: Scope, intent: Stripe.PaymentIntent, charge: Stripe.Charge): never {
  const message = 'The card was declined.';
  const failed = {
    ...charge,
    failure_code: 'card_declined',
    failure_message: message,
    paid: false,
    status: 'failed',
  } satisfies Stripe.Charge;
  const decline = {
    type: 'card_error',
    code: 'card_declined',
    decline_code: charge.outcome?.reason ?? 'generic_decline',
    message,
    charge: charge.id,
  } satisfies Stripe.PaymentIntent.LastPaymentError;
  const unpaid = {
    ...intent,
    last_payment_error: decline,
    latest_charge: charge.id,
    payment_method: null,
    status: 'requires_payment_method',
  } satisfies Stripe.PaymentIntent;
  scope.store.put(scope.account, failed);
  scope.store.put(scope.account, unpaid);
  emit(scope, { type: 'charge.failed', data: { object: failed } });
  emit(scope, { type: 'payment_intent.payment_failed', data: { object: unpaid } });
  throw new StripeRefusal(402, { ...decline, payment_intent: unpaid }, { keepsState: true });
}
