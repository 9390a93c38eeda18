import { expect, test } from 'vitest';
import { missedTargets, ownersFiguresOf } from '../../bench/owners/figures.ts';
import { readOwnersOptions } from '../../bench/owners/options.ts';
import { ownersTables } from '../../bench/owners/print.ts';

test('a few commuters say what a month leaves, and nobody loses', () => {
  const figures = ownersFiguresOf({ cars: 1, weeks: 1, json: false });
  expect(missedTargets(figures)).toEqual([]);
  expect(figures.bills[0]).toEqual({
    car: 'AI4, woken',
    wallWatts: 425,
    microUsdPerHour: [33_973, 72_192, 148_631],
  });
  for (const { allowedHoursPerWeek, forbiddenHoursPerWeek } of figures.habits) {
    const all = Object.values(forbiddenHoursPerWeek).reduce((sum, hours) => sum + hours, allowedHoursPerWeek);
    expect(Math.abs(all - 168)).toBeLessThan(1);
  }
  expect(ownersTables(figures)).toContain('AI4, woken, plugs in as today, at 0.17 $/kWh');
});

test('the target is missed where a month could cost its owner', () => {
  const figures = ownersFiguresOf({ cars: 1, weeks: 1, json: false });
  const [month] = figures.months;
  if (!month) throw new Error('There is a month.');
  month.estimate.netMicroUsdPerMonth.p10 = -1;
  expect(missedTargets(figures)).toEqual(['AI4, woken, plugs in as today, 80000']);
});

test('a number that makes no sense is refused', () => {
  expect(readOwnersOptions([])).toEqual({ cars: 10, weeks: 8, json: false });
  expect(() => readOwnersOptions(['--weeks', '0'])).toThrow(
    "--weeks takes a whole number from 1 to 52, not '0'.",
  );
  expect(() => readOwnersOptions(['--bikes', '3'])).toThrow('--bikes');
});
