import { expect, test } from 'vitest';
import {
  costCeiling,
  costOf,
  formatUsd,
  greaterOf,
  lesserOf,
  microsPerMinorUnit,
  minorUnitsOf,
  splitByWeight,
} from '../../shared/money.ts';
import { seeded } from '../support/seeded.ts';

test('a cost is rounded down, a ceiling up, and both are exact where nothing is to be rounded', () => {
  expect([costOf(25_000, 60), costCeiling(25_000, 60)]).toEqual([1n, 2n]);
  expect([costOf(1_000_000, 60), costCeiling(1_000_000, 60)]).toEqual([60n, 60n]);
  expect([costOf(0, 60), costCeiling(0, 60), costCeiling(1, 1)]).toEqual([0n, 0n, 1n]);
});

test('a cost is exact far beyond what a double can count', () => {
  expect(costOf(Number.MAX_SAFE_INTEGER, 120)).toBe((9_007_199_254_740_991n * 120n) / 1_000_000n);
  // As doubles they come to six micro-dollars more.
  expect(costOf(123_456_789_012_346, 999_999_999)).toBe(123_456_788_888_889_210n);
});

test('a split goes to the largest remainders, and to the earlier of two equal ones', () => {
  expect(splitByWeight(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
  expect(splitByWeight(10n, [1n, 2n, 2n])).toEqual([2n, 4n, 4n]);
  expect(splitByWeight(2n, [5n, 6n, 9n])).toEqual([0n, 1n, 1n]);
});

test('what is left over goes to the earlier ones of many equal parts', () => {
  const parts = splitByWeight(
    1_000n,
    Array.from({ length: 300 }, () => 7n),
  );
  expect(parts).toEqual(Array.from({ length: 300 }, (_, at) => (at < 100 ? 4n : 3n)));
});

test('of two amounts the lesser and the greater are the two, below zero as well', () => {
  for (const [low, high] of [
    [-2n, -1n],
    [-1n, 1n],
    [5n, 5n],
  ] as const) {
    expect([lesserOf(low, high), lesserOf(high, low)]).toEqual([low, low]);
    expect([greaterOf(low, high), greaterOf(high, low)]).toEqual([high, high]);
  }
});

test('every currency that Stripe counts without decimals, or with three, is known (docs.stripe.com/currencies)', () => {
  const whole = 'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' ');
  const thousandths = 'bhd jod kwd omr tnd'.split(' ');
  for (const each of whole) expect(microsPerMinorUnit(each as 'jpy'), each).toBe(1_000_000n);
  for (const each of thousandths) {
    expect(microsPerMinorUnit(each as 'bhd'), each).toBe(1_000n);
    expect(minorUnitsOf(19_999n, each as 'bhd'), each).toEqual({ minorUnits: 10, carriedMicros: 9_999n });
  }
  expect(microsPerMinorUnit('eur')).toBe(10_000n);
});

test('no weight, no part', () => {
  expect(splitByWeight(100n, [0n, 0n])).toEqual([0n, 0n]);
  expect(splitByWeight(100n, [0n, 3n])).toEqual([0n, 100n]);
  expect(splitByWeight(100n, [])).toEqual([]);
});

test('parts sum to the whole exactly and are each within one of their share, over 2,000 random splits', () => {
  const next = seeded(7);
  for (let round = 0; round < 2_000; round++) {
    const amount = BigInt(next(2 ** 31)) * BigInt(1 + next(2 ** 20));
    const weights = Array.from({ length: 1 + next(12) }, () => BigInt(next(2 ** 31)) * BigInt(next(2 ** 31)));
    const total = weights.reduce((sum, weight) => sum + weight, 0n);
    if (total === 0n) continue;
    const parts = splitByWeight(amount, weights);
    expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(amount);
    const off = parts.map((part, at) => part * total - amount * (weights[at] ?? 0n));
    expect(off.every((each) => -total < each && each < total)).toBe(true);
    expect(splitByWeight(amount, weights)).toEqual(parts);
  }
});

test('dollars are written with all six decimals and the sign before them', () => {
  expect([formatUsd(0n), formatUsd(12_345n), formatUsd(-1_500_000n), formatUsd(25_000_000n)]).toEqual([
    '$0.000000',
    '$0.012345',
    '-$1.500000',
    '$25.000000',
  ]);
});
