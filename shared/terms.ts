import type { MicroUsd } from './money.ts';
import { type BatchWindow, batchWindows, type Policy } from './policy.ts';

/**
 * What a customer was told before anything was queued: a batch is charged by these, whatever the policy says later.
 * Prices are micro-USD per reference second, of every window, since a late request is charged by the one it met.
 */
export type Terms = {
  pricesMicroUsd: Record<BatchWindow, number>;
  minimumMicroUsd: MicroUsd;
  ownerSharePercent: number;
};

/** What owners earn of a reference second at this price, in nano-USD: whole, whatever the two are. */
export const ownerNanoUsdAt = (priceMicroUsd: number, ownerSharePercent: number): number =>
  priceMicroUsd * ownerSharePercent * 10;

/** The terms of whoever asks now. */
export const termsNow = (policy: Policy): Terms => ({
  pricesMicroUsd: Object.fromEntries(
    batchWindows.map((window) => [window, policy.priceMicroUsdPerReferenceSecond[window]]),
  ) as Record<BatchWindow, number>,
  minimumMicroUsd: policy.minimumBatchMicroUsd,
  ownerSharePercent: policy.ownerSharePercent,
});

/** Terms as they lie in the table, where every number is alike. */
export const termsFrom = (item: Terms): Terms => ({
  ...item,
  minimumMicroUsd: BigInt(item.minimumMicroUsd),
});
