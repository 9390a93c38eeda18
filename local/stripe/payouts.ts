import { randomBytes } from 'node:crypto';
import type Stripe from 'stripe';
import { z } from 'zod';
import { moveMoney, requireAvailable } from './balance.ts';
import type { Call, Scope } from './call.ts';
import { emit } from './events.ts';
import { listObjects } from './lists.ts';
import { newId } from './new-id.ts';
import { amountParam, currencyParam, mergeMetadata, metadataParam, parseParams } from './params.ts';
import { getPathObject } from './path-object.ts';
import { badRequest } from './stripe-refusal.ts';

const payoutParams = z.object({
  amount: amountParam,
  currency: currencyParam,
  description: z.string().nullable().default(null),
  metadata: metadataParam.optional(),
  method: z.enum(['instant', 'standard']).default('standard'),
  statement_descriptor: z.string().max(22).nullable().default(null),
});

/** POST /v1/payouts: from the available balance of the platform, or of the Stripe-Account, to its bank. */
export function createPayout(call: Call): object {
  const { metadata, ...params } = parseParams(call, payoutParams);
  requireAvailable(call, call.account, params);
  const id = newId('po');
  const transaction = moveMoney(call, {
    account: call.account,
    amount: -params.amount,
    currency: params.currency,
    type: 'payout',
    category: 'payout',
    source: id,
    description: params.description,
  });
  const payout = {
    id,
    object: 'payout',
    ...params,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: call.nowSeconds + call.payoutDelaySeconds,
    automatic: false,
    balance_transaction: transaction.id,
    created: call.nowSeconds,
    destination: `ba_${call.account || 'platform'}`,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: mergeMetadata({}, metadata),
    original_payout: null,
    payout_method: null,
    reconciliation_status: 'not_applicable',
    reversed_by: null,
    source_type: 'card',
    status: 'pending',
    trace_id: { status: 'pending', value: null },
    type: 'bank_account',
  } satisfies Stripe.Payout;
  call.store.put(call.account, payout);
  call.store.setTimer(call.account, id, payout.arrival_date);
  emit(call, { type: 'payout.created', data: { object: payout } });
  return payout;
}

export function updatePayout(call: Call): object {
  const { metadata } = parseParams(call, z.object({ metadata: metadataParam.optional() }));
  const kept = getPathObject(call, 'payout');
  const payout = { ...kept, metadata: mergeMetadata(kept.metadata, metadata) };
  call.store.put(call.account, payout);
  emit(call, { type: 'payout.updated', data: { object: payout } });
  return payout;
}

export function listPayouts(call: Call): object {
  return listObjects(call, 'payout', { fields: ['status', 'destination'] });
}

/** The bank has booked the payout; `trace_id` is what its statement line carries. */
export function arrivePayout(scope: Scope, pending: Stripe.Payout): void {
  const payout = {
    ...pending,
    status: 'paid',
    trace_id: { status: 'supported', value: randomBytes(8).toString('hex').toUpperCase() },
  } satisfies Stripe.Payout;
  scope.store.put(scope.account, payout);
  emit(scope, { type: 'payout.paid', data: { object: payout } });
}

/** The bank sends the payout back, even one that had arrived: the money returns to the balance. */
export function failPayout(scope: Scope, kept: Stripe.Payout): Stripe.Payout {
  if (kept.status === 'failed') throw badRequest(`Payout ${kept.id} has already failed`);
  const transaction = moveMoney(scope, {
    account: scope.account,
    amount: kept.amount,
    currency: kept.currency,
    type: 'payout_failure',
    category: 'payout_reversal',
    source: kept.id,
  });
  const payout = {
    ...kept,
    failure_balance_transaction: transaction.id,
    failure_code: 'account_closed',
    failure_message: 'The bank account has been closed.',
    status: 'failed',
  } satisfies Stripe.Payout;
  scope.store.put(scope.account, payout);
  emit(scope, { type: 'payout.failed', data: { object: payout } });
  return payout;
}
