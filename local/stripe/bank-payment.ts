import type Stripe from 'stripe';
import { endAsyncPayment } from './async-result.ts';
import { moveMoney } from './balance.ts';
import type { Scope } from './call.ts';
import { intentCharge } from './charge-object.ts';
import { emit } from './events.ts';
import { badRequest } from './stripe-refusal.ts';
import { getTestMethod, type TestMethod } from './test-methods.ts';

// Stripe's fee for an ACH debit: 0.8 %, at most 5 dollars (stripe.com/pricing).
const bankFee = (amount: number): number => Math.min(Math.floor((amount * 8 + 500) / 1_000), 500);

const failures = {
  account_closed: 'The bank account has been closed.',
  debit_not_authorized: 'The customer told the bank that the debit was not authorized.',
  insufficient_funds: 'The bank account has too little money.',
  no_account: 'There is no such bank account.',
} as const;

/** Why a debit came back, in Stripe's words for it. */
export type BankFailure = keyof typeof failures;

/**
 * Debits a bank account for a payment intent, which stays `processing` until `settlePayment`. As at Stripe the
 * money stands on the balance as pending from the start (docs.stripe.com/reports/balance-transaction-types).
 */
export function payByBankAccount(
  scope: Scope,
  intent: Stripe.PaymentIntent,
  used: { method: Stripe.PaymentMethod; test: TestMethod },
): Stripe.PaymentIntent {
  const draft = intentCharge(scope, intent, used);
  const settledAtSeconds = scope.nowSeconds + scope.asyncPaymentDelaySeconds;
  // Set before the money's own timer: what fails must never have been available.
  scope.store.setTimer(scope.account, draft.id, settledAtSeconds);
  const transaction = moveMoney(scope, {
    account: scope.account,
    amount: intent.amount,
    currency: intent.currency,
    type: 'payment',
    category: 'charge',
    source: draft.id,
    description: intent.description,
    fee: bankFee(intent.amount),
    availableAtSeconds: settledAtSeconds + scope.availabilityDelaySeconds,
  });
  const charge = {
    ...draft,
    amount_captured: intent.amount,
    balance_transaction: transaction.id,
    captured: true,
    paid: false,
    status: 'pending',
  } satisfies Stripe.Charge;
  const processing = {
    ...intent,
    last_payment_error: null,
    latest_charge: charge.id,
    payment_method: used.method.id,
    status: 'processing',
  } satisfies Stripe.PaymentIntent;
  scope.store.put(scope.account, charge);
  scope.store.put(scope.account, processing);
  emit(scope, { type: 'charge.pending', data: { object: charge } });
  emit(scope, { type: 'payment_intent.processing', data: { object: processing } });
  return processing;
}

/** The bank's answer has come, days later: what a pending charge's timer does. */
export function settlePayment(scope: Scope, pending: Stripe.Charge): void {
  const { outcome, failureCode } = getTestMethod(scope, String(pending.payment_method), 'payment_method');
  if (outcome === 'declined') {
    returnPayment(scope, pending, asBankFailure(failureCode));
    return;
  }
  const charge = { ...pending, paid: true, status: 'succeeded' } satisfies Stripe.Charge;
  const paid = {
    ...getIntent(scope, pending),
    amount_received: charge.amount,
    status: 'succeeded',
  } satisfies Stripe.PaymentIntent;
  scope.store.put(scope.account, charge);
  scope.store.put(scope.account, paid);
  emit(scope, { type: 'charge.succeeded', data: { object: charge } });
  emit(scope, { type: 'payment_intent.succeeded', data: { object: paid } });
  endAsyncPayment(scope, paid);
}

/**
 * The bank returns a payment, be it pending or long succeeded: its money leaves the balance again, the fee stays.
 * Throws 400 when it was returned before.
 */
export function returnPayment(scope: Scope, kept: Stripe.Charge, failure: BankFailure): Stripe.Charge {
  const type = kept.payment_method_details?.type ?? 'card';
  if (kept.status === 'failed' || type === 'card') {
    throw badRequest(`Charge ${kept.id} is no payment from a bank account that could come back`);
  }
  const intent = getIntent(scope, kept);
  const came = scope.store.find('balance_transaction', scope.account, String(kept.balance_transaction));
  const transaction = moveMoney(scope, {
    account: scope.account,
    amount: -kept.amount,
    currency: kept.currency,
    type: 'payment_failure_refund',
    category: 'charge_failure',
    source: kept.id,
    availableAtSeconds: Math.max(scope.nowSeconds, came?.available_on ?? 0),
  });
  const message = failures[failure];
  const charge = {
    ...kept,
    failure_balance_transaction: transaction.id,
    failure_code: failure,
    failure_message: message,
    paid: false,
    status: 'failed',
  } satisfies Stripe.Charge;
  const unpaid = {
    ...intent,
    amount_received: 0,
    last_payment_error: { type: 'invalid_request_error', code: failure, message, charge: kept.id },
    payment_method: null,
    status: 'requires_payment_method',
  } satisfies Stripe.PaymentIntent;
  scope.store.put(scope.account, charge);
  scope.store.put(scope.account, unpaid);
  emit(scope, { type: 'charge.failed', data: { object: charge } });
  emit(scope, { type: 'payment_intent.payment_failed', data: { object: unpaid } });
  if (kept.status === 'pending') endAsyncPayment(scope, unpaid);
  return charge;
}

function getIntent(scope: Scope, charge: Stripe.Charge): Stripe.PaymentIntent {
  const intent = scope.store.find('payment_intent', scope.account, String(charge.payment_intent));
  if (intent === undefined) throw new Error(`Charge ${charge.id} has no payment intent`);
  return intent;
}

const asBankFailure = (code: string | undefined): BankFailure =>
  code !== undefined && code in failures ? (code as BankFailure) : 'insufficient_funds';
