import { expect, test } from 'vitest';
import { byteRangeOf } from '../../shared/byte-range.ts';

test.each([
  ['bytes=0-0', 10, { first: 0, last: 0 }],
  ['bytes=0-9', 10, { first: 0, last: 9 }],
  ['bytes=3-', 10, { first: 3, last: 9 }],
  ['bytes=-3', 10, { first: 7, last: 9 }],
  ['bytes=-30', 10, { first: 0, last: 9 }],
  ['bytes=9-99999999999999999999', 10, { first: 9, last: 9 }],
  ['Bytes= 1-2 ', 10, { first: 1, last: 2 }],
])('%s of %i bytes is a range', (header, bytes, range) => {
  expect(byteRangeOf(header, bytes)).toEqual(range);
});

test.each(['bytes=10-', 'bytes=10-12', 'bytes=-0'])('%s of 10 bytes can’t be had', (header) => {
  expect(byteRangeOf(header, 10)).toBe('unsatisfiable');
});

test.each([
  undefined,
  '',
  'bytes',
  'bytes=',
  'bytes=-',
  'bytes=2-1',
  'bytes=0-1,3-4',
  'bytes=a-b',
  'items=0-1',
])('%s is ignored, and the whole is sent', (header) => {
  expect(byteRangeOf(header, 10)).toBeUndefined();
});
