import { expect, test } from 'vitest';
import { energyCost, loadedMilliWatts, modelledMilliWattHours, wallMilliWatts } from '../../shared/energy.ts';

test.each([
  [150_000, 423_000],
  [500_000, 846_000],
  [1_000_000, 1_452_000],
])(
  'a woken car computing at %i mW draws the published %i mW at the wall, within half a percent',
  (computing, wall) => {
    expect(Math.abs(wallMilliWatts(computing, true) / wall - 1)).toBeLessThan(0.005);
  },
);

test('a car that was awake anyway is charged for the computing alone', () => {
  expect(wallMilliWatts(loadedMilliWatts.AI4, false)).toBe(204_658);
  expect(wallMilliWatts(loadedMilliWatts.AI4, true)).toBe(424_658);
});

test('an hour of running takes the draw in milliwatt-hours, and no running takes none', () => {
  expect(modelledMilliWattHours(3_600_000, 'AI4', false)).toBe(204_658);
  expect(modelledMilliWattHours(36_000, 'AI4', false)).toBe(2_047);
  expect(modelledMilliWattHours(0, 'AI4', true)).toBe(0);
});

test('a kilowatt-hour costs its tariff, a part is rounded up, and a negative tariff pays', () => {
  expect(energyCost(1_000_000, 187_000)).toBe(187_000n);
  expect(energyCost(1, 187_000)).toBe(1n);
  expect(energyCost(0, 187_000)).toBe(0n);
  expect(energyCost(1_000_000, -40_000)).toBe(-40_000n);
  expect(energyCost(1, -40_000)).toBe(0n);
});
