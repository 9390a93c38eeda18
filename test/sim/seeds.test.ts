import { expect, test } from 'vitest';
import { simFaults } from './faults/sim-fault.ts';
import { runSeeds } from './run-seeds.ts';

const seedsInTest = 2_000;

/** What little comes about of everything: without it the simulator would say nothing of it, and nobody would see that. */
const rare = [
  ...['account erased', 'automatic top-up paid', 'checked: differs', 'continued', 'delivery delivered'],
  ...['dispute lost', 'dispute won', 'entry dispute-recovered', 'entry claw-back', 'entry grant-promo'],
  ...['entry invoice-paid', 'entry invoice-void', 'entry invoice-uncollectible', 'entry payout-reversed'],
  ...['entry refund-charge', 'entry refund-failed', 'entry split-earnings', 'file batch cancelled'],
  ...['entry credit-late', 'file batch expired', 'finished in parts'],
  ...['halt', 'lease lost', 'live batch completed', 'month closed', 'payout paid'],
];

test(`${seedsInTest} seeds keep every invariant after every step, everything goes wrong that can, and all comes about that people do`, async () => {
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
  expect(rare.filter((what) => !report.reached[what])).toEqual([]);
}, 600_000);
