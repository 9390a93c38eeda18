import { describe, expect, test } from 'vitest';
import { isFull, openWindows, retryAfterSeconds } from '../../shared/admission.ts';
import { type Forecast, forecast, type Workload } from '../../shared/eta.ts';
import type { Presence } from '../../shared/fleet.ts';
import { seeded } from '../support/seeded.ts';
import { simulate } from '../support/simulated-fleet.ts';

const now = Date.UTC(2027, 0, 1);

const vehicles = (
  count: number,
  { busySeconds = 0, hardwareClass = 'AI4' as 'AI4' | 'AI5' } = {},
): Presence[] =>
  Array.from({ length: count }, (_, no) => ({
    vehicleId: `veh_${no}`,
    ownerId: 'own_1',
    hardwareClass,
    models: ['m'],
    presentUntil: now + 3_600_000,
    busyUntil: now + busySeconds * 1_000,
  }));

const work = (runningSeconds: number, ahead = 0): Workload => ({
  runningSeconds,
  taskSeconds: Math.min(runningSeconds, Math.max(5, Math.min(60, runningSeconds / 24))),
  aheadSeconds: { p50: ahead, p90: ahead },
});
const told = (load: Workload, fleet: readonly Presence[], idleRetrySeconds = 60): Forecast =>
  forecast(load, fleet, { now, idleRetrySeconds });
const p50 = (load: Workload, fleet: readonly Presence[]) => told(load, fleet).p50Seconds ?? Number.NaN;

test('without a vehicle nothing is forecast, and the reason is told', () => {
  expect(told(work(100), [])).toEqual({
    p50Seconds: null,
    p90Seconds: null,
    reason: 'No vehicle with this model is parked now.',
  });
});

test('one idle vehicle takes about the running seconds and its next call', () => {
  expect(p50(work(600), vehicles(1))).toBeGreaterThanOrEqual(600);
  expect(p50(work(600), vehicles(1))).toBeLessThan(660);
});

test.each([
  ['more work', work(2_000), vehicles(4)],
  ['more ahead', work(1_000, 1_000), vehicles(4)],
  ['fewer vehicles', work(1_000), vehicles(2)],
  ['busier vehicles', work(1_000), vehicles(4, { busySeconds: 900 })],
])('%s takes longer, at the median and in a bad case', (_what, load, fleet) => {
  const longer = told(load, fleet);
  const shorter = told(work(1_000), vehicles(4));
  expect(longer.p50Seconds).toBeGreaterThan(shorter.p50Seconds ?? 0);
  expect(longer.p90Seconds).toBeGreaterThan(shorter.p90Seconds ?? 0);
});

test('a faster class takes less', () => {
  expect(p50(work(5_000), vehicles(2, { hardwareClass: 'AI5' }))).toBeLessThan(
    p50(work(5_000), vehicles(2)) / 3,
  );
});

test('p90 is never before p50, and both are whole seconds', () => {
  const next = seeded(5);
  for (let round = 0; round < 300; round++) {
    const fleet = vehicles(1 + next(40), { busySeconds: next(4_000) });
    const { p50Seconds, p90Seconds } = told(work(1 + next(1_000_000), next(100_000)), fleet);
    expect(p90Seconds).toBeGreaterThanOrEqual(p50Seconds ?? 0);
    expect([p50Seconds, p90Seconds].every(Number.isInteger)).toBe(true);
  }
});

describe('against 300 simulated runs with vehicles that come and go', () => {
  test.each([
    [60, 1],
    [600, 1],
    [3_600, 3],
    [10_000, 4],
    [40_000, 12],
    [100_000, 60],
  ])('%i seconds of work on %i vehicles: half end by p50, nine of ten by p90', (seconds, count) => {
    const load = work(seconds);
    const idleRetrySeconds = 60;
    const { p50Seconds, p90Seconds } = told(load, vehicles(count), idleRetrySeconds);
    const tasks = Array.from({ length: Math.ceil(seconds / load.taskSeconds) }, () => load.taskSeconds);
    const next = seeded(11);
    const fleet = Array.from({ length: count }, () => ({ speed: 1, freeInSeconds: 0 }));
    const ends = Array.from({ length: 300 }, () =>
      simulate({ vehicles: fleet, tasks, idleRetrySeconds }, next),
    );
    const share = (by: number | null) => ends.filter((end) => end <= (by ?? 0)).length / ends.length;
    const median = ends.sort((a, b) => a - b)[150] ?? 0;
    expect.soft((p50Seconds ?? 0) / median, 'p50 over the median').toBeGreaterThan(0.75);
    expect.soft((p50Seconds ?? 0) / median, 'p50 over the median').toBeLessThan(1.35);
    expect.soft(share(p90Seconds), 'done by p90').toBeGreaterThanOrEqual(0.85);
  });
});

describe('a window', () => {
  const at = (p50Seconds: number): Forecast => ({ p50Seconds, p90Seconds: 2 * p50Seconds, reason: null });
  const nobody: Forecast = { p50Seconds: null, p90Seconds: null, reason: 'none' };

  test.each([
    ['1h', at(3_600), false],
    ['1h', at(3_601), true],
    ['4h', at(14_401), true],
    ['24h', at(1_000_000), false],
    ['1h', nobody, false],
    ['24h', nobody, false],
  ] as const)('%s is full when the median misses it and vehicles are there', (window, eta, full) => {
    expect(isFull(window, eta)).toBe(full);
  });

  test('that is open is named, and it is told when to ask again', () => {
    expect(openWindows(() => at(5_000))).toEqual(['4h', '24h']);
    expect([
      retryAfterSeconds('1h', at(5_000)),
      retryAfterSeconds('1h', at(3_601)),
      retryAfterSeconds('1h', at(90_000)),
    ]).toEqual([1_400, 60, 3_600]);
  });
});
