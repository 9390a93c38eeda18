import type { CustomerBalance } from './customer-balance.ts';
import { paidMicroUsd } from './customer-balance.ts';
import { type Entry, entryOf } from './ledger.ts';
import type { MicroUsd } from './money.ts';
import { feeEntries } from './stripe-fee.ts';
import type { StripeTransaction } from './stripe-match.ts';
import { type TopUp, topUpEntries } from './top-up.ts';

/** A customer's payment as Stripe has it: how its money came, and how it went again where the bank took it back. */
export type PaymentSeen = {
  topUp: TopUp;
  /** When Stripe let the money be used, in milliseconds since the epoch. */
  availableAt: number;
  returned?: StripeTransaction;
};

/** What is kept of a payment: how much of it can still go back to the card. */
export type Payment = {
  customerId: string;
  paymentIntentId: string;
  chargeId: string;
  grossMicroUsd: MicroUsd;
  /** Refunded or on its way, disputed, returned by the bank. More than the gross where it was taken twice. */
  takenBackMicroUsd: MicroUsd;
  /** Milliseconds since the epoch. */
  paidAt: number;
};

/**
 * A loss as it is shared: what the customer's unspent money pays, and what is left to the platform. Or what came back
 * of one, and whose it is.
 *
 * Of several losses of one customer beyond its balance, chance says which meets the money that is still there. So all
 * shortfalls stand on one account, `platform/disputes`, and whatever comes back goes to the platform first, as far as
 * it bears any loss of that customer. What the accounts say in the end is then the same in any order; how one entry of
 * them was split is not. (Other money does not settle a shortfall: neither a new payment nor a batch that ends.)
 */
export type Covered = { customersMicroUsd: MicroUsd; platformsMicroUsd: MicroUsd };

/** The customer's unspent, paid money goes first; credit that was given and a credit limit pay for nothing here. */
export function coverBy(balance: CustomerBalance, amountMicroUsd: MicroUsd): Covered {
  const unspent = unspentPaid(balance);
  const customersMicroUsd = unspent < amountMicroUsd ? unspent : amountMicroUsd;
  return { customersMicroUsd, platformsMicroUsd: amountMicroUsd - customersMicroUsd };
}

/** What comes back of a payment that was taken back: the platform's first, as far as it bears a loss of this customer. */
export function giveBack({ borneMicroUsd = 0n }: CustomerBalance, amountMicroUsd: MicroUsd): Covered {
  const platformsMicroUsd = borneMicroUsd < amountMicroUsd ? borneMicroUsd : amountMicroUsd;
  return { customersMicroUsd: amountMicroUsd - platformsMicroUsd, platformsMicroUsd };
}

/**
 * Paid in and not spent: what an open invoice asks for was used and is not paid, so it comes off. Never below zero, and
 * never of the credit that was given.
 */
export function unspentPaid(balance: CustomerBalance): MicroUsd {
  const paid = paidMicroUsd(balance) - balance.receivableMicroUsd;
  const own = balance.availableMicroUsd - balance.promoMicroUsd;
  const unspent = paid < own ? paid : own;
  return unspent > 0n ? unspent : 0n;
}

/** The payment bounced: its bank took the money back. */
export function paymentReturnedEntry(
  { customerId, paymentIntentId, chargeId }: Pick<TopUp, 'customerId' | 'paymentIntentId' | 'chargeId'>,
  returned: StripeTransaction,
  { covered, now }: { covered: Covered; now: number },
): Entry {
  return entryOf({
    businessKey: returnedKeyOf({ customerId, paymentIntentId }),
    kind: 'payment-returned',
    at: now,
    postings: [
      { account: `customer/${customerId}`, amountMicroUsd: -covered.customersMicroUsd },
      { account: 'platform/disputes', amountMicroUsd: -covered.platformsMicroUsd },
      { account: 'stripe/balance', amountMicroUsd: -returned.amountMicroUsd },
    ],
    memo: { paymentIntentId, chargeId, balanceTransactionId: returned.id },
  });
}

const returnedKeyOf = (payment: Pick<Payment, 'customerId' | 'paymentIntentId'>): string =>
  `customer/${payment.customerId}/top-up/${payment.paymentIntentId}/returned`;

/** It bounced after it had succeeded, which is what freezes a customer; a debit that failed in the first place does not. */
export const hasBounced = ({ availableAt, returned }: PaymentSeen): boolean =>
  returned !== undefined && returned.createdAt > availableAt;

/** A payment that came and went before anybody could spend it: what came is what went. */
export function unspentReturnEntries(
  { topUp, returned }: Pick<Required<PaymentSeen>, 'topUp' | 'returned'>,
  now: number,
): Entry[] {
  const { payment, fee } = topUpEntries(topUp, now);
  const covered = { customersMicroUsd: -returned.amountMicroUsd, platformsMicroUsd: 0n };
  const back = paymentReturnedEntry(topUp, returned, { covered, now });
  return [payment, fee, back, ...feeEntries(back.businessKey, returned, now)];
}
