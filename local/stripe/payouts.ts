import { randomBytes } from 'node:crypto';
import type Stripe from 'stripe';
import { z } from 'zod';
import { moveMoney, requireAvailable } from './balance.ts';
import type { Call, Scope } from './call.ts';
import { disableBank } from './change-account.ts';
import { emit } from './events.ts';
import { listObjects } from './lists.ts';
import { newId } from './new-id.ts';
import { platformAccount } from './object-store.ts';
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
  const payout = payoutObject(call, params);
  return putPayout(call, { ...payout, ...params, metadata: mergeMetadata({}, metadata) });
}

/** Pays all that an account has available out to its bank, and says which movements that were. */
export function payOutAll(scope: Scope, { amount, currency }: { amount: number; currency: string }): void {
  const { id } = putPayout(scope, {
    ...payoutObject(scope, { amount, currency }),
    automatic: true,
    reconciliation_status: 'in_progress',
  });
  scope.store.run(
    `INSERT INTO paid_out SELECT id, ? FROM objects
     WHERE kind = 'balance_transaction' AND account = ? AND currency = ? AND status = 'available'
       AND id NOT IN (SELECT id FROM paid_out)`,
    [id, scope.account, currency],
  );
}

function payoutObject(scope: Scope, money: { amount: number; currency: string }): Stripe.Payout {
  return {
    id: newId('po'),
    object: 'payout',
    ...money,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: scope.nowSeconds + scope.payoutDelaySeconds,
    automatic: false,
    balance_transaction: null,
    created: scope.nowSeconds,
    description: null,
    destination: `ba_${scope.account || 'platform'}`,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: {},
    method: 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: 'not_applicable',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: null,
    status: 'pending',
    trace_id: { status: 'pending', value: null },
    type: 'bank_account',
  };
}

function putPayout(scope: Scope, draft: Stripe.Payout): Stripe.Payout {
  const transaction = moveMoney(scope, {
    account: scope.account,
    amount: -draft.amount,
    currency: draft.currency,
    type: 'payout',
    category: 'payout',
    source: draft.id,
    description: draft.description,
  });
  const payout = { ...draft, balance_transaction: transaction.id } satisfies Stripe.Payout;
  scope.store.put(scope.account, payout);
  scope.store.setTimer(scope.account, payout.id, payout.arrival_date);
  emit(scope, { type: 'payout.created', data: { object: payout } });
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
    ...(pending.automatic && { reconciliation_status: 'completed' as const }),
    status: 'paid',
    trace_id: { status: 'supported', value: randomBytes(8).toString('hex').toUpperCase() },
  } satisfies Stripe.Payout;
  scope.store.put(scope.account, payout);
  emit(scope, { type: 'payout.paid', data: { object: payout } });
  if (payout.automatic) emit(scope, { type: 'payout.reconciliation_completed', data: { object: payout } });
}

const failures = {
  account_closed: 'The bank account has been closed.',
  could_not_process: 'The bank could not process the payout.',
  invalid_account_number: 'The bank account has no such number.',
  no_account: 'There is no such bank account.',
} as const;

/** Body of POST /_test/payouts/:id/fail. */
export const payoutFailureParams = z.object({
  failure_code: z
    .enum(['account_closed', 'could_not_process', 'invalid_account_number', 'no_account'])
    .default('account_closed'),
});

/**
 * The bank sends the payout back, even one that had arrived: the money returns to the balance. A connected
 * account's bank account is not used again.
 */
export function failPayout(
  scope: Scope,
  kept: Stripe.Payout,
  { failure_code }: z.infer<typeof payoutFailureParams>,
): Stripe.Payout {
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
    failure_code,
    failure_message: failures[failure_code],
    status: 'failed',
  } satisfies Stripe.Payout;
  scope.store.put(scope.account, payout);
  emit(scope, { type: 'payout.failed', data: { object: payout } });
  if (scope.account !== platformAccount) disableBank(scope, scope.account);
  return payout;
}
