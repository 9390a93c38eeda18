import type Stripe from 'stripe';
import { z } from 'zod';
import type { Call, Scope } from './call.ts';
import { listObjects } from './lists.ts';
import { newId } from './new-id.ts';
import { parseParams } from './params.ts';
import { badRequest, noSuch, StripeRefusal } from './stripe-refusal.ts';

interface Movement {
  account: string;
  /** Signed, in the currency's smallest unit, before the fee. */
  amount: number;
  currency: string;
  type: Stripe.BalanceTransaction.Type;
  /** Stripe's accounting name for it: docs.stripe.com/reports/reporting-categories. */
  category: string;
  /** Id of the object that moves the money, if one does. */
  source: string | null;
  description?: string | null;
  fee?: number;
  /** Seconds since 1970; at once when absent. */
  availableAtSeconds?: number;
}

/** Moves money on an account's balance: writes the balance transaction and returns it. */
export function moveMoney(scope: Scope, movement: Movement): Stripe.BalanceTransaction {
  const { account, amount, currency, type, category, source, description, fee = 0 } = movement;
  const availableAtSeconds = movement.availableAtSeconds ?? scope.nowSeconds;
  const transaction = {
    id: newId('txn'),
    object: 'balance_transaction',
    amount,
    available_on: availableAtSeconds,
    balance_type: 'payments',
    created: scope.nowSeconds,
    currency,
    description: description ?? null,
    exchange_rate: null,
    fee,
    fee_details: fee === 0 ? [] : [stripeFee(fee, currency)],
    net: amount - fee,
    reporting_category: category,
    source,
    status: availableAtSeconds <= scope.nowSeconds ? 'available' : 'pending',
    type,
  } satisfies Stripe.BalanceTransaction;
  scope.store.put(account, transaction);
  const [available, pending] =
    transaction.status === 'available' ? [transaction.net, 0] : [0, transaction.net];
  addToBalance(scope, { account, currency, available, pending });
  if (transaction.status === 'pending') scope.store.setTimer(account, transaction.id, availableAtSeconds);
  return transaction;
}

/** Pending money has become available: what its timer does. */
export function makeAvailable(scope: Scope, pending: Stripe.BalanceTransaction): void {
  const { net, currency } = pending;
  scope.store.put(scope.account, { ...pending, status: 'available' });
  addToBalance(scope, { account: scope.account, currency, available: net, pending: -net });
}

// Sums are kept, not made at each call: with 10,000 transfers that alone would be most of the time.
function addToBalance(
  scope: Scope,
  sums: { account: string; currency: string; available: number; pending: number },
): void {
  scope.store.run(
    `INSERT INTO money VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
     SET available = available + excluded.available, pending = pending + excluded.pending`,
    [sums.account, sums.currency, sums.available, sums.pending],
  );
}

function stripeFee(amount: number, currency: string): Stripe.BalanceTransaction.FeeDetail {
  return { amount, application: null, currency, description: 'Stripe processing fees', type: 'stripe_fee' };
}

/** Stripe's standard card fee in the USA: 2.9 % and 30 cents (stripe.com/pricing), half a cent rounded up. */
export function cardFee(amount: number): number {
  return Math.floor((amount * 29 + 500) / 1000) + 30;
}

/** What an account can use now, in the currency's smallest unit; it may be negative. */
export function availableAmount(scope: Scope, account: string, currency: string): number {
  const [row] = scope.store.rows('SELECT available FROM money WHERE account = ? AND currency = ?', [
    account,
    currency,
  ]);
  return Number(row?.available ?? 0);
}

/** Throws Stripe's 400 `balance_insufficient` when the account cannot pay the amount out of what is available. */
export function requireAvailable(
  scope: Scope,
  account: string,
  { amount, currency }: { amount: number; currency: string },
): void {
  const available = availableAmount(scope, account, currency);
  if (available >= amount) return;
  throw new StripeRefusal(400, {
    type: 'invalid_request_error',
    code: 'balance_insufficient',
    message: `Insufficient available funds: ${available} ${currency} of the ${amount} ${currency} needed. Pending charges count once they are available.`,
  });
}

/** GET /v1/balance: sums per currency of what is available and what is still pending. */
export function retrieveBalance(call: Call): object {
  const rows = call.store.rows(
    'SELECT currency, available, pending FROM money WHERE account = ? ORDER BY currency',
    [call.account],
  );
  const sums = rows.length === 0 ? [{ currency: 'usd', available: 0, pending: 0 }] : rows;
  const amounts = (column: 'available' | 'pending') =>
    sums.map((row) => {
      const amount = Number(row[column]);
      return { amount, currency: String(row.currency), source_types: { card: amount } };
    });
  return {
    object: 'balance',
    available: amounts('available'),
    livemode: false,
    pending: amounts('pending'),
  } satisfies Stripe.Balance;
}

/** GET /v1/balance_transactions; `payout` gives what an automatic payout paid out, and the payout itself. */
export function listBalanceTransactions(call: Call): object {
  const { payout: id } = parseParams(call, z.object({ payout: z.string().optional() }));
  const payout = id === undefined ? undefined : call.store.find('payout', call.account, id);
  if (id !== undefined && payout === undefined) throw noSuch('payout', id, { param: 'payout' });
  if (payout?.automatic === false) {
    throw badRequest('Balance transactions can be filtered by automatic payouts only, not by manual ones', {
      param: 'payout',
    });
  }
  return listObjects(call, 'balance_transaction', { fields: ['type', 'source', 'currency'], payout: id });
}
