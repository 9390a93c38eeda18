import fc from 'fast-check';
import { expect, test } from 'vitest';
import { balancesOf, entryOf, transferPostings } from '../../shared/ledger.ts';
import { microsOfMinorUnits, microsPerMinorUnit, minorUnitsOf } from '../../shared/money.ts';

const currency = fc.constantFrom('usd', 'eur', 'jpy', 'krw', 'kwd', 'bhd') as fc.Arbitrary<Lowercase<string>>;

test('a cent is 10,000 micro-units, a yen 1,000,000, a fils 1,000', () => {
  expect([microsPerMinorUnit('usd'), microsPerMinorUnit('jpy'), microsPerMinorUnit('kwd')]).toEqual([
    10_000n,
    1_000_000n,
    1_000n,
  ]);
  expect(microsOfMinorUnits(1_234, 'usd')).toBe(12_340_000n);
  expect(microsOfMinorUnits(1_234, 'jpy')).toBe(1_234_000_000n);
  expect(microsOfMinorUnits(12_340, 'kwd')).toBe(12_340_000n);
});

test("what goes to Stripe and what is carried are together what there was, and less than one of Stripe's units is carried", () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 15n), 10n ** 15n), currency, (micros, each) => {
      const { minorUnits, carriedMicros } = minorUnitsOf(micros, each);
      expect(microsOfMinorUnits(minorUnits, each) + carriedMicros).toBe(micros);
      const step = microsPerMinorUnit(each) * (['kwd', 'bhd'].includes(each) ? 10n : 1n);
      expect(carriedMicros < 0n ? -carriedMicros : carriedMicros).toBeLessThan(step);
      // The rest has the sign of the whole: nobody is sent more than is there.
      expect(carriedMicros === 0n || carriedMicros > 0n === micros > 0n).toBe(true);
    }),
  );
});

test('of a currency with three decimals Stripe gets whole tens', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 12n), (micros) => {
      expect(minorUnitsOf(micros, 'kwd').minorUnits % 10).toBe(0);
    }),
  );
});

test('any amount that Stripe counts comes back as it was', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), currency, (count, each) => {
      const whole = ['kwd', 'bhd'].includes(each) ? count * 10 : count;
      expect(minorUnitsOf(microsOfMinorUnits(whole, each), each)).toEqual({
        minorUnits: whole,
        carriedMicros: 0n,
      });
    }),
  );
});

const paid = (businessKey: string, inCurrency?: Lowercase<string>) =>
  entryOf({
    businessKey,
    kind: 'top-up',
    ...(inCurrency && { currency: inCurrency }),
    at: 1,
    postings: transferPostings('stripe/balance', 'customer/c', 5n),
    memo: {},
  });

test('balances are of one currency: yen and dollars are never added', () => {
  expect(balancesOf([paid('a', 'jpy'), paid('b', 'jpy')]).get('customer/c')).toBe(10n);
  expect(balancesOf([paid('a'), paid('b', 'usd')]).get('customer/c')).toBe(10n);
  expect(() => balancesOf([paid('a'), paid('b', 'jpy')])).toThrow(
    'b is in jpy, the entries before it in usd',
  );
});
