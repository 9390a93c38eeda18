import type Stripe from 'stripe';
import { z } from 'zod';
import { availableAmount, requireAvailable } from './balance.ts';
import type { Call, Scope } from './call.ts';
import { emit } from './events.ts';
import { closeWarnings } from './fraud-warnings.ts';
import { listObjects } from './lists.ts';
import { newId } from './new-id.ts';
import { amountParam, mergeMetadata, metadataParam, parseParams } from './params.ts';
import { getPathObject } from './path-object.ts';
import { awaitMoney, takeRefund } from './refund-money.ts';
import { readSettings } from './settings.ts';
import { badRequest, noSuch } from './stripe-refusal.ts';

const refundParams = z.object({
  charge: z.string().optional(),
  payment_intent: z.string().optional(),
  amount: amountParam.optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  metadata: metadataParam.optional(),
});

/** A succeeded refund of an amount; callers say the rest by spreading over it. */
export function refundObject(
  scope: Scope,
  prefix: 'pyr' | 're',
  money: { amount: number; currency: string },
): Stripe.Refund {
  return {
    id: newId(prefix),
    object: 'refund',
    amount: money.amount,
    balance_transaction: null,
    charge: null,
    created: scope.nowSeconds,
    currency: money.currency,
    customer: null,
    customer_account: null,
    metadata: {},
    payment_intent: null,
    payment_method: null,
    reason: null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  };
}

/**
 * Refunds a charge, wholly when no amount is given. Where the balance does not cover it, `refundsShortOfMoney` of
 * the settings decides.
 */
export function createRefund(call: Call): object {
  const params = parseParams(call, refundParams);
  const charge = getRefundedCharge(call, params);
  const left = charge.amount - charge.amount_refunded;
  const amount = params.amount ?? left;
  requireRefundable(charge, amount);
  requireUndisputed(call, charge);
  const draft = {
    ...refundObject(call, charge.id.startsWith('py_') ? 'pyr' : 're', { amount, currency: charge.currency }),
    charge: charge.id,
    metadata: mergeMetadata({}, params.metadata),
    payment_intent: charge.payment_intent,
    reason: params.reason ?? null,
  } satisfies Stripe.Refund;
  const { refundsShortOfMoney = 'overdraw' } = readSettings(call);
  if (refundsShortOfMoney === 'refuse') requireAvailable(call, call.account, draft);
  const isShort = availableAmount(call, call.account, charge.currency) < amount;
  const refund =
    isShort && refundsShortOfMoney === 'wait' ? awaitMoney(call, draft) : takeRefund(call, draft, charge);
  const refunded = {
    ...charge,
    amount_refunded: charge.amount_refunded + amount,
    refunded: amount === left,
  } satisfies Stripe.Charge;
  call.store.put(call.account, refund);
  call.store.put(call.account, refunded);
  emit(call, { type: 'refund.created', data: { object: refund } });
  emit(call, { type: 'charge.refunded', data: { object: refunded } });
  if (refunded.refunded) closeWarnings(call, refunded);
  return refund;
}

export function updateRefund(call: Call): object {
  const { metadata } = parseParams(call, z.object({ metadata: metadataParam.optional() }));
  const kept = getPathObject(call, 'refund');
  const refund = { ...kept, metadata: mergeMetadata(kept.metadata, metadata) };
  call.store.put(call.account, refund);
  emit(call, { type: 'refund.updated', data: { object: refund } });
  emit(call, { type: 'charge.refund.updated', data: { object: refund } });
  return refund;
}

export function listRefunds(call: Call): object {
  return listObjects(call, 'refund', { fields: ['charge', 'payment_intent'] });
}

function getRefundedCharge(call: Call, ids: z.infer<typeof refundParams>): Stripe.Charge {
  const chargeId = ids.charge ?? chargeOfIntent(call, ids.payment_intent);
  const charge = call.store.find('charge', call.account, chargeId);
  if (charge === undefined) throw noSuch('charge', chargeId, { param: 'charge' });
  return charge;
}

function chargeOfIntent(call: Call, intentId: string | undefined): string {
  if (intentId === undefined) {
    throw badRequest('A refund needs a charge or a payment_intent', {
      code: 'parameter_missing',
      param: 'charge',
    });
  }
  const intent = call.store.find('payment_intent', call.account, intentId);
  if (intent === undefined) throw noSuch('payment_intent', intentId, { param: 'payment_intent' });
  if (typeof intent.latest_charge === 'string') return intent.latest_charge;
  throw badRequest(`Payment intent ${intentId} has no charge to refund`, { param: 'payment_intent' });
}

// Disputed money has left the balance already: refunding it would pay the cardholder twice.
function requireUndisputed(call: Call, charge: Stripe.Charge): void {
  if (!charge.disputed) return;
  const disputes = call.store.findBy('dispute', call.account, { field: 'charge', value: charge.id });
  if (disputes.every(({ is_charge_refundable, status }) => is_charge_refundable || status === 'won')) return;
  throw badRequest(`Charge ${charge.id} has been charged back; it cannot be refunded`, {
    code: 'charge_disputed',
  });
}

function requireRefundable(charge: Stripe.Charge, amount: number): void {
  const left = charge.amount - charge.amount_refunded;
  if (!charge.captured || charge.status !== 'succeeded') {
    throw badRequest(`Charge ${charge.id} has not been captured or is ${charge.status}`, {
      code: 'charge_not_refundable',
    });
  }
  if (left === 0) {
    throw badRequest(`Charge ${charge.id} has already been refunded`, { code: 'charge_already_refunded' });
  }
  if (amount > left) {
    throw badRequest(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, {
      code: 'amount_too_large',
      param: 'amount',
    });
  }
}
