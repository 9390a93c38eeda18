import { expect, test } from 'vitest';
import { simFaults } from './faults/sim-fault.ts';
import { runSeeds } from './run-seeds.ts';

const seedsInTest = 2_000;

test(`${seedsInTest} seeds keep every invariant after every step, and everything goes wrong that can`, async () => {
  const report = await runSeeds({
    from: 1,
    seeds: seedsInTest,
    workers: 2,
    millis: 600_000,
    violationsMax: 1,
    onProgress: () => {},
  });
  expect(report.violations).toEqual([]);
  expect(report.seeds).toBe(seedsInTest);
  expect(report.faults).toBeGreaterThan(seedsInTest * 40);
  expect(simFaults.filter((kind) => report.counts[kind] === 0)).toEqual([]);
}, 600_000);
