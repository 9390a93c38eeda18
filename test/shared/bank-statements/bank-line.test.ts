import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FoundLine, minorUnitsFrom, withLineIds } from '../../../shared/bank-statements/bank-line.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const line = (changes: Partial<FoundLine> = {}): FoundLine => ({
  where: 'line 1',
  bookedOn: '2027-02-01',
  valueOn: '2027-02-01',
  amountMinorUnits: 100,
  currency: 'usd',
  counterparty: 'Stripe',
  text: 'PAYOUT',
  reference: '',
  endToEndId: '',
  ...changes,
});
const idsOf = (...lines: FoundLine[]) => withLineIds('main', lines, sha256).map(({ lineId }) => lineId);

test('a line has the same id in every file that has its day', () => {
  const day = [line(), line(), line({ amountMinorUnits: 5 })];
  const next = line({ bookedOn: '2027-02-02' });
  expect(idsOf(...day, next).slice(0, 3)).toEqual(idsOf(...day));
  expect(new Set(idsOf(...day, next)).size).toBe(4);
});

test('with a reference of the bank the text may change', () => {
  const kept = line({ reference: 'B1' });
  expect(idsOf({ ...kept, text: 'other', counterparty: 'Stripe Inc' })).toEqual(idsOf(kept));
  expect(idsOf({ ...kept, amountMinorUnits: 101 })).not.toEqual(idsOf(kept));
});

test('another account has other ids', () => {
  expect(withLineIds('other', [line()], sha256)[0]?.lineId).not.toBe(idsOf(line())[0]);
});

test('a day that the calendar does not have is refused', () => {
  expect(() => idsOf(line({ bookedOn: '2027-02-29', where: 'line 9' }))).toThrow(
    'line 9: bookedOn: is no day',
  );
});

test('amounts are exact, whatever the decimals and the grouping', () => {
  const where = 'line 1';
  const parse = (text: string, currency: 'usd' | 'jpy' | 'kwd', mark: ',' | '.') =>
    minorUnitsFrom(text, { currency, mark, where });
  expect(parse('1.234.567,89', 'usd', ',')).toBe(123_456_789);
  expect(parse('-1,234.5', 'usd', '.')).toBe(-123_450);
  expect(parse('90071992547409.91', 'usd', '.')).toBe(9_007_199_254_740_991);
  expect(() => parse('90071992547409.92', 'usd', '.')).toThrow('too large');
  expect(() => parse('1.5', 'jpy', '.')).toThrow('more than the 0 decimals of jpy');
  expect(parse('1.0', 'jpy', '.')).toBe(1);
  expect(parse('0.001', 'kwd', '.')).toBe(1);
  expect(() => parse('12a', 'usd', '.')).toThrow('"12a" is no amount');
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), (mils) => {
      const sign = mils < 0 ? '-' : '';
      const digits = String(Math.abs(mils)).padStart(4, '0');
      expect(parse(`${sign}${digits.slice(0, -3)},${digits.slice(-3)}`, 'kwd', ',')).toBe(mils);
    }),
  );
});
