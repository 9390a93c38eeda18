import { expect, test } from 'vitest';
import { demoPolicy, standardPolicy } from '../../shared/policy.ts';
import { ownerNanoUsdAt, termsFrom, termsNow } from '../../shared/terms.ts';

test('terms are the prices of the windows that a batch can have, the minimum and the share, as they are now', () => {
  expect(termsNow(standardPolicy)).toEqual({
    pricesMicroUsd: { '1h': 90, '4h': 75, '24h': 60 },
    minimumMicroUsd: 10_000n,
    ownerSharePercent: 75,
  });
  expect(termsNow(demoPolicy).minimumMicroUsd).toBe(0n);
});

test('terms come back from the table as they were, whatever the table makes of their numbers', () => {
  const terms = termsNow(standardPolicy);
  expect(termsFrom({ ...terms, minimumMicroUsd: 10_000 as unknown as bigint })).toStrictEqual(terms);
});

test('what owners earn of a second is their percent of its price, in nano-USD and whole', () => {
  expect([
    ownerNanoUsdAt(60, 75),
    ownerNanoUsdAt(61, 77),
    ownerNanoUsdAt(60, 100),
    ownerNanoUsdAt(60, 0),
  ]).toEqual([45_000, 46_970, 60_000, 0]);
});
