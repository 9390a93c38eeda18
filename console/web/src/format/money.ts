import { formatUsd } from '../../../../shared/money.ts';

const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
const small = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  maximumSignificantDigits: 2,
});

/** For reading: whole cents; what is less than one keeps two digits, so that it is not taken for nothing. */
export function moneyText(microUsd: number): string {
  const usd = microUsd / 1_000_000;
  return microUsd !== 0 && Math.abs(usd) < 0.01 ? small.format(usd) : dollars.format(usd);
}

/** For checking: "$0.012345, 12,345 micro-USD". */
export const moneyExactly = (microUsd: number): string =>
  `${formatUsd(BigInt(microUsd))}, ${microUsd.toLocaleString('en-US')} micro-USD`;
