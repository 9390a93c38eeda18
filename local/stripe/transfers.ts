import type Stripe from 'stripe';
import { z } from 'zod';
import { moveMoney, requireAvailable } from './balance.ts';
import type { Call } from './call.ts';
import { chargeObject } from './charge-object.ts';
import { emit } from './events.ts';
import { listObjects, wholeList } from './lists.ts';
import { newId } from './new-id.ts';
import { amountParam, currencyParam, mergeMetadata, metadataParam, parseParams } from './params.ts';
import { getPathObject } from './path-object.ts';
import { badRequest, noSuch } from './stripe-refusal.ts';

const transferParams = z.object({
  amount: amountParam,
  currency: currencyParam,
  destination: z.string(),
  description: z.string().nullable().default(null),
  metadata: metadataParam.optional(),
  source_transaction: z.string().optional(),
  transfer_group: z.string().optional(),
});

/**
 * POST /v1/transfers: takes the amount from the platform's available balance and credits the connected account
 * with a payment. With `source_transaction` it may use that charge's money before it is available.
 */
export function createTransfer(call: Call): object {
  const params = parseParams(call, transferParams);
  const { amount, currency, destination } = params;
  requireDestination(call, destination);
  const source = findSource(call, params);
  if (source === undefined) requireAvailable(call, call.account, params);
  const id = newId('tr');
  const availableAtSeconds = source?.availableAtSeconds ?? call.nowSeconds;
  const money = { amount, currency, description: params.description, availableAtSeconds };
  const transaction = moveMoney(call, {
    ...money,
    account: call.account,
    amount: -amount,
    type: 'transfer',
    category: 'transfer',
    source: id,
  });
  const draft = { ...chargeObject(call, 'py', params), description: params.description, source_transfer: id };
  const credit = moveMoney(call, {
    ...money,
    account: destination,
    type: 'payment',
    category: 'charge',
    source: draft.id,
  });
  const payment = {
    ...draft,
    amount_captured: amount,
    balance_transaction: credit.id,
    captured: true,
  } satisfies Stripe.Charge;
  const transfer = {
    id,
    object: 'transfer',
    amount,
    amount_reversed: 0,
    balance_transaction: transaction.id,
    created: call.nowSeconds,
    currency,
    description: params.description,
    destination,
    destination_payment: payment.id,
    livemode: false,
    metadata: mergeMetadata({}, params.metadata),
    reversals: wholeList(`/v1/transfers/${id}/reversals`),
    reversed: false,
    source_transaction: params.source_transaction ?? null,
    source_type: 'card',
    transfer_group: params.transfer_group ?? source?.transferGroup ?? null,
  } satisfies Stripe.Transfer;
  call.store.put(destination, payment);
  call.store.put(call.account, transfer);
  emit(call, { type: 'transfer.created', data: { object: transfer } });
  return transfer;
}

export function updateTransfer(call: Call): object {
  const { metadata } = parseParams(call, z.object({ metadata: metadataParam.optional() }));
  const kept = getPathObject(call, 'transfer');
  const transfer = { ...kept, metadata: mergeMetadata(kept.metadata, metadata) };
  call.store.put(call.account, transfer);
  emit(call, { type: 'transfer.updated', data: { object: transfer } });
  return transfer;
}

export function listTransfers(call: Call): object {
  return listObjects(call, 'transfer', { fields: ['destination', 'transfer_group'] });
}

function requireDestination(call: Call, destination: string): void {
  const account = call.store.find('account', call.account, destination);
  if (account === undefined) throw noSuch('destination', destination, { param: 'destination' });
  const { transfers } = account.capabilities ?? {};
  if (transfers === undefined || transfers === 'active') return;
  throw badRequest(
    `Account ${destination} cannot receive transfers: its transfers capability is ${transfers}`,
    { code: 'insufficient_capabilities_for_transfer', param: 'destination' },
  );
}

function findSource(
  call: Call,
  params: z.infer<typeof transferParams>,
): { availableAtSeconds: number; transferGroup: string | null } | undefined {
  const { source_transaction: chargeId, amount } = params;
  if (chargeId === undefined) return undefined;
  const charge = call.store.find('charge', call.account, chargeId);
  const transaction = call.store.find(
    'balance_transaction',
    call.account,
    String(charge?.balance_transaction),
  );
  if (charge === undefined || transaction === undefined) {
    throw noSuch('charge', chargeId, { param: 'source_transaction' });
  }
  const [row] = call.store.rows(
    `SELECT coalesce(sum(json ->> '$.amount'), 0) AS used FROM objects
     WHERE kind = 'transfer' AND account = ? AND json ->> '$.source_transaction' = ?`,
    [call.account, chargeId],
  );
  const left = charge.amount - Number(row?.used);
  if (amount > left) {
    throw badRequest(`Transfers from charge ${chargeId} cannot exceed its amount; ${left} of it is left`, {
      param: 'amount',
    });
  }
  return { availableAtSeconds: transaction.available_on, transferGroup: charge.transfer_group };
}
