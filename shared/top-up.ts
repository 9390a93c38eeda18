import { type Entry, entryOf } from './ledger.ts';
import { type MicroUsd, microUsdPerCent } from './money.ts';

/** A payment that has reached Stripe's balance, as Stripe itself tells it when asked. */
export type TopUp = {
  customerId: string;
  paymentIntentId: string;
  chargeId: string;
  balanceTransactionId: string;
  grossMicroUsd: MicroUsd;
  feeMicroUsd: MicroUsd;
  /** Milliseconds since the epoch. */
  paidAt: number;
  /** The record it was asked for by; none for a payment that was made at Stripe itself. */
  topUpId?: string;
};

/** Stripe counts cents: exact in both directions. */
export const microUsdOfCents = (cents: number): MicroUsd => BigInt(cents) * microUsdPerCent;

/**
 * The customer is credited what was paid; Stripe's fee is the platform's cost. Two entries, so that each of the two
 * movements can be read by itself; both carry the one balance transaction that stands for them at Stripe.
 */
export function topUpEntries(topUp: TopUp, now: number): { payment: Entry; fee: Entry } {
  const { customerId, grossMicroUsd, feeMicroUsd, paidAt: _paidAt, ...atStripe } = topUp;
  const businessKey = `customer/${customerId}/top-up/${topUp.paymentIntentId}`;
  return {
    payment: entryOf({
      businessKey,
      kind: 'top-up',
      at: now,
      postings: [
        { account: 'stripe/balance', amountMicroUsd: -grossMicroUsd },
        { account: `customer/${customerId}`, amountMicroUsd: grossMicroUsd },
      ],
      memo: atStripe,
    }),
    fee: entryOf({
      businessKey: `${businessKey}/stripe-fee`,
      kind: 'stripe-fee',
      at: now,
      postings: [
        { account: 'stripe/fees', amountMicroUsd: -feeMicroUsd },
        { account: 'stripe/balance', amountMicroUsd: feeMicroUsd },
      ],
      memo: atStripe,
    }),
  };
}
