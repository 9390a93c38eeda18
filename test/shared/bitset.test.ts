import { expect, test } from 'vitest';
import { countBits, emptyBitset, has, membersOf, missingFrom, withBits } from '../../shared/bitset.ts';
import { seeded } from '../support/seeded.ts';

test('a set takes one byte for each eight members, the last one begun', () => {
  expect([0, 1, 8, 9, 1_024].map((size) => emptyBitset(size).length)).toEqual([0, 1, 1, 2, 128]);
});

test('bit 0 is the lowest of the first byte, bit 9 the second of the second', () => {
  expect([...withBits(emptyBitset(16), [0, 9])]).toEqual([1, 2]);
});

test('a set is never changed in place', () => {
  const before = emptyBitset(8);
  withBits(before, [3]);
  expect([...before]).toEqual([0]);
});

test('a set agrees with a Set over 300 random sets', () => {
  const next = seeded(1);
  for (let round = 0; round < 300; round++) {
    const size = 1 + next(70);
    const expected = new Set(Array.from({ length: next(80) }, () => next(size)));
    const set = withBits(emptyBitset(size), expected);
    const all = Array.from({ length: size }, (_, at) => at);
    expect(countBits(set)).toBe(expected.size);
    expect([...membersOf(set, size)]).toEqual(all.filter((at) => expected.has(at)));
    expect([...missingFrom(set, size)]).toEqual(all.filter((at) => !expected.has(at)));
    expect(all.every((at) => has(set, at) === expected.has(at))).toBe(true);
  }
});

test('what is beyond a set is not in it', () => {
  expect(has(emptyBitset(8), 4_000)).toBe(false);
});
