import { costCeiling, costOf, greaterOf, lesserOf, type MicroUsd } from './money.ts';
import type { BatchWindow } from './policy.ts';
import type { Terms } from './terms.ts';

type Costs = { likelyMicroUsd: MicroUsd; ceilingMicroUsd: MicroUsd };

/** What requests of so much reference time will cost within a window, and what of it goes to owners. */
export function chargeWithin(
  window: BatchWindow,
  { likelyMicros, ceilingMicros }: { likelyMicros: number; ceilingMicros: number },
  { pricesMicroUsd, minimumMicroUsd, ownerSharePercent }: Terms,
): Costs & { owners: Costs } {
  const price = pricesMicroUsd[window];
  const ceiling = costCeiling(ceilingMicros, price);
  const likely = lesserOf(costOf(likelyMicros, price), ceiling);
  // What lifts a charge to the minimum is the platform's alone.
  const ownersOf = (cost: MicroUsd) => (cost * BigInt(ownerSharePercent)) / 100n;
  return {
    likelyMicroUsd: greaterOf(likely, minimumMicroUsd),
    ceilingMicroUsd: greaterOf(ceiling, minimumMicroUsd),
    owners: { likelyMicroUsd: ownersOf(likely), ceilingMicroUsd: ownersOf(ceiling) },
  };
}
