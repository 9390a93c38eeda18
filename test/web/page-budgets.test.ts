import { expect, test } from 'vitest';
import { missedBy, scriptMissed } from './page-budgets.ts';

const good = {
  page: 'owner',
  scores: { performance: 0.9, accessibility: 1, 'best-practices': 1 },
  firstPaintMillis: 1_000,
  layoutShift: 0.1,
};

test('a page that is just good enough misses nothing', () => {
  expect(missedBy(good)).toEqual([]);
  expect(scriptMissed(180)).toEqual([]);
});

test('each figure that is worse is told by a sentence of its own; what was not measured is as bad as can be', () => {
  expect(
    missedBy({
      page: 'owner',
      scores: { performance: 0.89, accessibility: 0.99, 'best-practices': Number.NaN },
      firstPaintMillis: Number.POSITIVE_INFINITY,
      layoutShift: 0.37,
    }),
  ).toEqual([
    'owner: performance is 0.89, and must be at least 0.9.',
    'owner: accessibility is 0.99, and must be at least 1.',
    'owner: best-practices is NaN, and must be at least 1.',
    'owner: the first thing is seen after Infinity ms, and must be within 1000.',
    'owner: what is seen moves by 0.37, and may by 0.1.',
  ]);
  expect(scriptMissed(181)).toEqual(['The script of every page is 181.0 KB gzipped, and may be 180.']);
});
