import type Stripe from 'stripe';
import { z } from 'zod';
import type { Call } from './call.ts';
import { settleCharge } from './card-payment.ts';
import { emit } from './events.ts';
import { listObjects } from './lists.ts';
import {
  amountParam,
  booleanParam,
  currencyParam,
  mergeMetadata,
  metadataParam,
  parseParams,
} from './params.ts';
import { getPathObject } from './path-object.ts';
import { payIntent } from './pay-intent.ts';
import { paymentIntentObject } from './payment-intent-object.ts';
import { badRequest, noSuch, StripeRefusal } from './stripe-refusal.ts';

// Stripe also takes 'one_off' and 'recurring' here; both mean that nobody is there.
const offSessionParam = z
  .string()
  .default('false')
  .transform((text) => text !== 'false');

const createParams = z.object({
  amount: amountParam,
  currency: currencyParam,
  payment_method: z.string().optional(),
  confirm: booleanParam.default(false),
  off_session: offSessionParam,
  customer: z.string().optional(),
  metadata: metadataParam.optional(),
});

const fieldParams = z.object({
  capture_method: z.enum(['automatic', 'automatic_async', 'manual']).exactOptional(),
  confirmation_method: z.enum(['automatic', 'manual']).exactOptional(),
  description: z.string().exactOptional(),
  allowed_payment_method_types: z.array(z.string()).exactOptional(),
  receipt_email: z.string().exactOptional(),
  setup_future_usage: z.enum(['off_session', 'on_session']).exactOptional(),
  statement_descriptor: z.string().exactOptional(),
  transfer_group: z.string().exactOptional(),
});

const confirmParams = z.object({ payment_method: z.string().optional(), off_session: offSessionParam });

const cancelParams = z.object({
  cancellation_reason: z
    .enum(['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer'])
    .nullable()
    .default(null),
});

export function createPaymentIntent(call: Call): object {
  const params = parseParams(call, createParams);
  const { amount, currency, payment_method, confirm, customer, metadata } = params;
  requireMinimum(amount, currency);
  if (customer !== undefined && !call.store.find('customer', call.account, customer)) {
    throw noSuch('customer', customer, { param: 'customer' });
  }
  const intent = {
    ...paymentIntentObject(call, { amount, currency }, parseParams(call, fieldParams)),
    customer: customer ?? null,
    metadata: mergeMetadata({}, metadata),
    ...(payment_method !== undefined && {
      payment_method,
      status: 'requires_confirmation' as const,
    }),
  } satisfies Stripe.PaymentIntent;
  call.store.put(call.account, intent);
  emit(call, { type: 'payment_intent.created', data: { object: intent } });
  if (!confirm) return intent;
  return payIntent(call, intent, requirePaymentMethod(payment_method), { isOffSession: params.off_session });
}

export function confirmPaymentIntent(call: Call): object {
  const intent = getPathObject(call, 'payment_intent');
  requireStatus(intent, ['requires_payment_method', 'requires_confirmation', 'requires_action']);
  const { payment_method, off_session } = parseParams(call, confirmParams);
  const kept = typeof intent.payment_method === 'string' ? intent.payment_method : undefined;
  const method = requirePaymentMethod(payment_method ?? kept);
  return payIntent(call, intent, method, { isOffSession: off_session });
}

export function capturePaymentIntent(call: Call): object {
  const intent = getPathObject(call, 'payment_intent');
  requireStatus(intent, ['requires_capture']);
  const { amount_to_capture: amount = intent.amount } = parseParams(
    call,
    z.object({ amount_to_capture: amountParam.optional() }),
  );
  if (amount > intent.amount) {
    throw badRequest(`The amount to capture is more than the ${intent.amount} authorized`, {
      code: 'amount_too_large',
      param: 'amount_to_capture',
    });
  }
  const charge = call.store.find('charge', call.account, String(intent.latest_charge));
  if (charge === undefined) throw new Error(`Intent ${intent.id} awaits capture but has no charge`);
  const captured = settleCharge(call, charge, { amount });
  const paid = {
    ...intent,
    amount_capturable: 0,
    amount_received: amount,
    status: 'succeeded',
  } satisfies Stripe.PaymentIntent;
  call.store.put(call.account, captured);
  call.store.put(call.account, paid);
  emit(call, { type: 'charge.captured', data: { object: captured } });
  emit(call, { type: 'payment_intent.succeeded', data: { object: paid } });
  return paid;
}

export function cancelPaymentIntent(call: Call): object {
  const intent = getPathObject(call, 'payment_intent');
  requireStatus(intent, [
    'requires_payment_method',
    'requires_confirmation',
    'requires_action',
    'requires_capture',
  ]);
  const { cancellation_reason } = parseParams(call, cancelParams);
  const canceled = {
    ...intent,
    amount_capturable: 0,
    canceled_at: call.nowSeconds,
    cancellation_reason,
    status: 'canceled',
  } satisfies Stripe.PaymentIntent;
  call.store.put(call.account, canceled);
  emit(call, { type: 'payment_intent.canceled', data: { object: canceled } });
  return canceled;
}

export function listPaymentIntents(call: Call): object {
  return listObjects(call, 'payment_intent', { fields: ['customer'] });
}

/** Stripe charges no less than 50 cents: docs.stripe.com/currencies#minimum-and-maximum-charge-amounts. */
export function requireMinimum(amount: number, currency: string): void {
  if (currency !== 'usd' || amount >= 50) return;
  throw badRequest('Amount must be at least 50 cents', { code: 'amount_too_small', param: 'amount' });
}

function requirePaymentMethod(id: string | undefined): string {
  if (id !== undefined) return id;
  throw badRequest('A payment intent needs a payment_method to be confirmed', {
    code: 'payment_intent_unexpected_state',
    param: 'payment_method',
  });
}

function requireStatus(intent: Stripe.PaymentIntent, expected: Stripe.PaymentIntent.Status[]): void {
  if (expected.includes(intent.status)) return;
  throw new StripeRefusal(400, {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    message: `This payment intent is ${intent.status}; the call needs one that is ${expected.join(' or ')}`,
    payment_intent: intent,
  });
}
