/**
 * Money is an integer of micro-units in a bigint: 1 USD = 1,000,000 micro-USD. It is rounded where it is charged,
 * split or sent, and nowhere else.
 */
export type MicroUsd = bigint;

/** ISO 4217, in small letters as Stripe writes it. */
export type Currency = Lowercase<string>;
export const ledgerCurrency: Currency = 'usd';

/** How many decimals Stripe counts a currency in, where it is not two (docs.stripe.com/currencies). */
const decimalsOf: Readonly<Record<string, number>> = {
  bif: 0,
  clp: 0,
  djf: 0,
  gnf: 0,
  jpy: 0,
  kmf: 0,
  krw: 0,
  mga: 0,
  pyg: 0,
  rwf: 0,
  vnd: 0,
  vuv: 0,
  xaf: 0,
  xof: 0,
  xpf: 0,
  bhd: 3,
  jod: 3,
  kwd: 3,
  omr: 3,
  tnd: 3,
};

/** Micro-units in one of the units that Stripe counts: 10,000 in a cent, 1,000,000 in a yen, 1,000 in a fils. */
export const microsPerMinorUnit = (currency: Currency): bigint =>
  10n ** BigInt(6 - (decimalsOf[currency] ?? 2));

/** Exact: what Stripe counts is always a whole number of micro-units. */
export const microsOfMinorUnits = (count: number, currency: Currency): bigint =>
  BigInt(count) * microsPerMinorUnit(currency);

/**
 * The one place where money is rounded for Stripe: down, in size, and what is left is carried to the next time. Of
 * currencies with three decimals Stripe takes whole tens only (docs.stripe.com/currencies#three-decimal).
 */
export function minorUnitsOf(
  micros: bigint,
  currency: Currency,
): { minorUnits: number; carriedMicros: bigint } {
  const step = microsPerMinorUnit(currency) * (decimalsOf[currency] === 3 ? 10n : 1n);
  const carriedMicros = micros % step;
  return { minorUnits: Number((micros - carriedMicros) / microsPerMinorUnit(currency)), carriedMicros };
}

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
    // Sorting is stable: of equal remainders the earlier stays first.
    .sort((a, b) => Number(b.remainder - a.remainder));
  for (const { at } of byRemainder.slice(0, left)) parts[at] = (parts[at] ?? 0n) + 1n;
  return parts;
}

export const lesserOf = (a: MicroUsd, b: MicroUsd): MicroUsd => (a < b ? a : b);
export const greaterOf = (a: MicroUsd, b: MicroUsd): MicroUsd => (a > b ? a : b);

/** "$0.012345": dollars with all six decimals, for people who check sums. */
export function formatUsd(amount: MicroUsd): string {
  const sign = amount < 0n ? '-' : '';
  const absolute = greaterOf(amount, -amount);
  const decimals = (absolute % microUsdPerUsd).toString().padStart(6, '0');
  return `${sign}$${absolute / microUsdPerUsd}.${decimals}`;
}
