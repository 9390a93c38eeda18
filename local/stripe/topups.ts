import type Stripe from 'stripe';
import { z } from 'zod';
import { moveMoney } from './balance.ts';
import type { Call, Scope } from './call.ts';
import { emit } from './events.ts';
import { listObjects } from './lists.ts';
import { newId } from './new-id.ts';
import { amountParam, currencyParam, mergeMetadata, metadataParam, parseParams } from './params.ts';
import { badRequest } from './stripe-refusal.ts';

const topupParams = z.object({
  amount: amountParam,
  currency: currencyParam,
  description: z.string().nullable().default(null),
  metadata: metadataParam.optional(),
  statement_descriptor: z.string().max(15).nullable().default(null),
  transfer_group: z.string().nullable().default(null),
});

/** POST /v1/topups: money from the platform's bank to its balance; it takes as long as a payout does. */
export function createTopup(call: Call): object {
  const { metadata, ...params } = parseParams(call, topupParams);
  const topup = {
    id: newId('tu'),
    object: 'topup',
    ...params,
    balance_transaction: null,
    created: call.nowSeconds,
    expected_availability_date: call.nowSeconds + call.payoutDelaySeconds,
    failure_code: null,
    failure_message: null,
    initiated_by: 'user',
    livemode: false,
    metadata: mergeMetadata({}, metadata),
    source: null,
    status: 'pending',
  } satisfies Stripe.Topup;
  call.store.put(call.account, topup);
  call.store.setTimer(call.account, topup.id, topup.expected_availability_date);
  emit(call, { type: 'topup.created', data: { object: topup } });
  return topup;
}

export function listTopups(call: Call): object {
  return listObjects(call, 'topup', { fields: ['status'] });
}

/** The bank has sent the money. */
export function arriveTopup(scope: Scope, pending: Stripe.Topup): void {
  const transaction = moveMoney(scope, {
    account: scope.account,
    amount: pending.amount,
    currency: pending.currency,
    type: 'topup',
    category: 'topup',
    source: pending.id,
    description: pending.description,
  });
  const topup = {
    ...pending,
    balance_transaction: transaction.id,
    status: 'succeeded',
  } satisfies Stripe.Topup;
  scope.store.put(scope.account, topup);
  emit(scope, { type: 'topup.succeeded', data: { object: topup } });
}

/** The bank does not send the money. */
export function failTopup(scope: Scope, pending: Stripe.Topup): Stripe.Topup {
  if (pending.status !== 'pending') throw badRequest(`Top-up ${pending.id} is ${pending.status}`);
  const topup = {
    ...pending,
    failure_code: 'insufficient_funds',
    failure_message: 'The bank account has too little money.',
    status: 'failed',
  } satisfies Stripe.Topup;
  scope.store.put(scope.account, topup);
  emit(scope, { type: 'topup.failed', data: { object: topup } });
  return topup;
}
