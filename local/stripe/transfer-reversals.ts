import type Stripe from 'stripe';
import { z } from 'zod';
import { moveMoney, requireAvailable } from './balance.ts';
import type { Call } from './call.ts';
import { emit } from './events.ts';
import { latestList, listObjects } from './lists.ts';
import { newId } from './new-id.ts';
import { amountParam, mergeMetadata, metadataParam, parseParams } from './params.ts';
import { getPathObject } from './path-object.ts';
import { refundObject } from './refunds.ts';
import { badRequest } from './stripe-refusal.ts';

const reversalParams = z.object({
  amount: amountParam.optional(),
  description: z.string().nullable().default(null),
  metadata: metadataParam.optional(),
});

/**
 * POST /v1/transfers/:id/reversals: takes money back from the connected account, all that is left of the
 * transfer when no amount is given. The account must have it available.
 */
export function createTransferReversal(call: Call): object {
  const params = parseParams(call, reversalParams);
  const transfer = getPathObject(call, 'transfer');
  const left = transfer.amount - transfer.amount_reversed;
  const amount = params.amount ?? left;
  if (amount > left || left === 0) {
    throw badRequest(`Transfer ${transfer.id} has ${left} of its ${transfer.amount} left to reverse`, {
      param: 'amount',
    });
  }
  const destination = String(transfer.destination);
  const money = { amount, currency: transfer.currency };
  requireAvailable(call, destination, money);
  const id = newId('trr');
  const refund = refundPayment(call, transfer, { ...money, reversalId: id });
  const transaction = moveMoney(call, {
    ...money,
    account: call.account,
    type: 'transfer_refund',
    category: 'transfer_reversal',
    source: id,
    description: params.description,
  });
  const reversal = {
    id,
    object: 'transfer_reversal',
    amount,
    balance_transaction: transaction.id,
    created: call.nowSeconds,
    currency: transfer.currency,
    destination_payment_refund: refund.id,
    metadata: mergeMetadata({}, params.metadata),
    source_refund: null,
    transfer: transfer.id,
  } satisfies Stripe.TransferReversal;
  const reversed = {
    ...transfer,
    amount_reversed: transfer.amount_reversed + amount,
    reversals: latestList(transfer.reversals.url, transfer.reversals, reversal),
    reversed: amount === left,
  } satisfies Stripe.Transfer;
  call.store.put(call.account, reversal);
  call.store.put(call.account, reversed);
  emit(call, { type: 'transfer.reversed', data: { object: reversed } });
  return reversal;
}

/** GET /v1/transfers/:id/reversals */
export function listTransferReversals(call: Call): object {
  const { id: transfer } = getPathObject(call, 'transfer');
  return listObjects(call, 'transfer_reversal', { equals: { transfer } });
}

/** The connected account's side: the payment it had received is refunded. */
function refundPayment(
  call: Call,
  transfer: Stripe.Transfer,
  { amount, currency, reversalId }: { amount: number; currency: string; reversalId: string },
): Stripe.Refund {
  const account = String(transfer.destination);
  const payment = call.store.find('charge', account, String(transfer.destination_payment));
  if (payment === undefined) throw new Error(`Transfer ${transfer.id} has no payment on ${account}`);
  const draft = refundObject(call, 'pyr', { amount, currency });
  const transaction = moveMoney(call, {
    account,
    amount: -amount,
    currency,
    type: 'payment_refund',
    category: 'refund',
    source: draft.id,
  });
  const refund = {
    ...draft,
    balance_transaction: transaction.id,
    charge: payment.id,
    source_transfer_reversal: reversalId,
  } satisfies Stripe.Refund;
  const amountRefunded = payment.amount_refunded + amount;
  call.store.put(account, refund);
  call.store.put(account, {
    ...payment,
    amount_refunded: amountRefunded,
    refunded: amountRefunded === payment.amount,
  });
  return refund;
}
