import { type Entry, entryOf, transferPostings } from './ledger.ts';
import { costOf, type MicroUsd } from './money.ts';
import { type BatchWindow, batchWindows } from './policy.ts';

/** Reference microseconds of late requests, by the window that they did meet. */
export type LateMicros = Partial<Record<BatchWindow, number>>;

export const addLate = (a: LateMicros, b: LateMicros): LateMicros =>
  Object.fromEntries(
    batchWindows.flatMap((window) => {
      const sum = (a[window] ?? 0) + (b[window] ?? 0);
      return sum > 0 ? [[window, sum]] : [];
    }),
  );

type Late = {
  window: BatchWindow;
  /** All that is charged for, late or not. */
  referenceMicros: number;
  lateMicros: LateMicros;
  pricesMicroUsd: Record<BatchWindow, number>;
};

/**
 * What a batch's late requests give back: a late request costs half the price of the window that it met
 * (the published rule). Charged less credit is the exact price rounded down, so that no customer pays above it; it is
 * computed from the sums of the whole batch, so that rounding never accumulates. Between nothing and the charge.
 */
export function creditDue({ window, referenceMicros, lateMicros, pricesMicroUsd }: Late): MicroUsd {
  const full = BigInt(pricesMicroUsd[window]);
  // In halves of a micro-dollar, in which half a price is an integer.
  const halvesOff = batchWindows.reduce(
    (sum, met) => sum + BigInt(lateMicros[met] ?? 0) * (2n * full - BigInt(pricesMicroUsd[met])),
    0n,
  );
  const net = (2n * full * BigInt(referenceMicros) - halvesOff) / 2_000_000n;
  return costOf(referenceMicros, pricesMicroUsd[window]) - net;
}

/** The late credit of a settlement: posted with it, or never. */
export const creditKeyOf = (settleKey: string): string => `${settleKey}/credit`;

/** From the platform to the customer: owners were paid in full and keep it. `settleKey` is the settlement it goes with. */
export const creditEntry = (
  { settleKey, customerId, lateMicros }: { settleKey: string; customerId: string; lateMicros: LateMicros },
  amountMicroUsd: MicroUsd,
  at: number,
): Entry =>
  entryOf({
    businessKey: creditKeyOf(settleKey),
    kind: 'credit-late',
    at,
    postings: transferPostings('platform/credits', `customer/${customerId}`, amountMicroUsd),
    memo: { customerId, lateReferenceMicros: lateMicros },
  });
