import { expect, test } from 'vitest';
import { remembered } from '../../../shared/charter/remembered.ts';

test('each key is worked out once, until more are known than may be: then all are forgotten', () => {
  const made: string[] = [];
  const lengthOf = remembered(2, (key: string) => {
    made.push(key);
    return key.length;
  });
  expect(['a', 'bb', 'a', 'bb', 'a'].map(lengthOf)).toEqual([1, 2, 1, 2, 1]);
  expect(made).toEqual(['a', 'bb']);
  // The third makes room for itself, and stays.
  expect(['ccc', 'ccc', 'a', 'ccc'].map(lengthOf)).toEqual([3, 3, 1, 3]);
  expect(made).toEqual(['a', 'bb', 'ccc', 'a']);
});

test('what can not be worked out is tried again, and nothing is a value too', () => {
  let tries = 0;
  const fails = remembered(2, () => {
    tries += 1;
    throw new Error('no');
  });
  for (let time = 0; time < 2; time++) expect(() => fails('a')).toThrow('no');
  expect(tries).toBe(2);
  let asked = 0;
  const zero = remembered(2, () => {
    asked += 1;
    return 0;
  });
  expect([zero('a'), zero('a'), asked]).toEqual([0, 0, 1]);
});
