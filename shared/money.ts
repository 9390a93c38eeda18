/**
 * Money is an integer of micro-units in a bigint: 1 USD = 1,000,000 micro-USD. It is rounded where it is charged,
 * split or sent, and nowhere else.
 */
export type MicroUsd = bigint;

const microUsdPerUsd = 1_000_000n;
export const microUsdPerCent = 10_000n;

/** Price of `referenceMicros` at `priceMicroUsd` a reference second, rounded up: for a ceiling, which is a promise. */
export function costCeiling(referenceMicros: number, priceMicroUsd: number): MicroUsd {
  const exact = BigInt(referenceMicros) * BigInt(priceMicroUsd);
  return (exact + 999_999n) / 1_000_000n;
}

/** Price of `referenceMicros`, rounded down: a charge is never above the exact price. */
export function costOf(referenceMicros: number, priceMicroUsd: number): MicroUsd {
  return (BigInt(referenceMicros) * BigInt(priceMicroUsd)) / 1_000_000n;
}

/**
 * Splits `amount` in proportion to `weights` by largest remainder: the parts are integers and sum to `amount` exactly.
 * Ties go to the earlier part, so that the same input gives the same split. All weights zero: all parts zero.
 */
export function splitByWeight(amount: MicroUsd, weights: readonly bigint[]): MicroUsd[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (total === 0n) return weights.map(() => 0n);
  const parts = weights.map((weight) => (amount * weight) / total);
  const left = Number(amount - parts.reduce((sum, part) => sum + part, 0n));
  const byRemainder = weights
    .map((weight, at) => ({ at, remainder: (amount * weight) % total }))
    .sort((a, b) => Number(b.remainder - a.remainder) || a.at - b.at);
  for (const { at } of byRemainder.slice(0, left)) parts[at] = (parts[at] ?? 0n) + 1n;
  return parts;
}

/** "$0.012345": dollars with all six decimals, for people who check sums. */
export function formatUsd(amount: MicroUsd): string {
  const sign = amount < 0n ? '-' : '';
  const absolute = amount < 0n ? -amount : amount;
  const decimals = (absolute % microUsdPerUsd).toString().padStart(6, '0');
  return `${sign}$${absolute / microUsdPerUsd}.${decimals}`;
}
