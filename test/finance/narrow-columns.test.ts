import { expect, test } from 'vitest';
import { cutInMiddle, narrowed, withoutParty } from '../../functions/finance/reports/narrow-columns.ts';

const column = (wanted: number, givesWay = true) => ({ wanted, givesWay });

test('the longest column gives way first, figures never', () => {
  const columns = [column(40), column(300), column(100, false), column(80)];
  expect(narrowed(columns, 600)).toEqual([40, 300, 100, 80]);
  expect(narrowed(columns, 320)).toEqual([40, 100, 100, 80]);
  expect(narrowed(columns, 250)).toEqual([40, 55, 100, 55]);
  expect(narrowed(columns, 90)).toEqual([0, 0, 100, 0]);
});

test('what is cut keeps both ends', () => {
  const within = (letters: number) => (text: string) => [...text].length <= letters;
  expect(cutInMiddle('top-up/pi_12345', within(20))).toBe('top-up/pi_12345');
  expect(cutInMiddle('top-up/pi_12345', within(9))).toBe('top-…2345');
  expect(cutInMiddle('😀😀😀😀😀', within(3))).toBe('😀…😀');
  expect(cutInMiddle('abc', () => false)).toBe('…');
});

test('whom the heading names is not repeated, and nobody else is dropped', () => {
  expect(withoutParty('customer/cus_1/top-up/pi_1', 'Acme (cus_1)')).toBe('top-up/pi_1');
  expect(withoutParty('owner/own_12/payout/3', 'Olga (own_1)')).toBe('owner/own_12/payout/3');
  expect(withoutParty('owner/own_1/payout/3', null)).toBe('owner/own_1/payout/3');
});
