import { type CustomerBalance, type CustomerMoney, toHold } from './customer-balance.ts';
import { type Entry, entryOf } from './ledger.ts';
import type { MicroUsd } from './money.ts';
import type { Hold } from './settlement.ts';

/** What a hold takes of a customer, and whether little enough is left that an automatic top-up is wanted. */
export type Taken = { held: CustomerMoney; isTopUpDue: boolean };

export function takenOf(balance: CustomerBalance, heldMicroUsd: MicroUsd): Taken {
  const { availableMicroUsd, autoTopUpBelowMicroUsd: below } = balance;
  return {
    held: toHold(balance, heldMicroUsd),
    isTopUpDue: below !== undefined && availableMicroUsd - heldMicroUsd < below,
  };
}

/** The first phase of a batch's money: from what the customer may spend to what is reserved for this batch. */
export function holdEntry(hold: Hold, at: number, isTopUpDue = false): Entry {
  const { heldMicroUsd, promoMicroUsd } = hold;
  const held = { paidMicroUsd: heldMicroUsd - promoMicroUsd, promoMicroUsd };
  return entryFor(hold, `batch/${hold.batchId}/hold`, { held, isTopUpDue, at });
}

/** One more slice of a live batch. What was held before is in its key, so that the same slice is never held twice. */
export const sliceEntry = (hold: Hold, taken: Taken, at: number): Entry =>
  entryFor(hold, `batch/${hold.batchId}/hold/${hold.heldMicroUsd}`, { ...taken, at });

const entryFor = (
  { batchId, customerId }: Hold,
  businessKey: string,
  { held, isTopUpDue, at }: Taken & { at: number },
): Entry =>
  entryOf({
    businessKey,
    kind: 'hold',
    at,
    postings: [
      { account: `customer/${customerId}`, amountMicroUsd: -held.paidMicroUsd },
      { account: `customer/${customerId}/promo`, amountMicroUsd: -held.promoMicroUsd },
      { account: `hold/${batchId}`, amountMicroUsd: held.paidMicroUsd + held.promoMicroUsd },
    ],
    memo: { customerId, ...(isTopUpDue && { topUpDue: true }) },
  });
