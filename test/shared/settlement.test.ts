import { expect, test } from 'vitest';
import { balancesOf, type Entry } from '../../shared/ledger.ts';
import { costOf } from '../../shared/money.ts';
import {
  endHold,
  type Hold,
  isSettleable,
  newHold,
  ownerUnits,
  payableSegments,
  settle,
} from '../../shared/settlement.ts';
import type { Task } from '../../shared/task.ts';
import { seeded } from '../support/seeded.ts';
import { sampleSegment, sampleTask, startedAt } from './sample-task.ts';

const hold = (heldMicroUsd: bigint) =>
  newHold({ customerId: 'cus_1', batchId: 'batch_1', heldMicroUsd }, startedAt);

const finished = (referenceMicros: number, changes: Partial<Task> = {}) =>
  sampleTask({ state: 'finished', segments: [sampleSegment({ referenceMicros })], ...changes });

const settled = (from: Hold, tasks: readonly Task[], leastMicroUsd = 0n) =>
  settle({
    hold: from,
    tasks,
    priceMicroUsd: 60,
    leastMicroUsd,
    ownerSharePercent: 75,
    now: startedAt + 9,
  });

test('a settlement moves the cost from the hold to the clearing account, under the next number', () => {
  const { hold: after, entry } = settled({ ...hold(100n), settlements: 2 }, [finished(1_000_000)]);
  expect(after).toMatchObject({
    capturedMicroUsd: 60n,
    settledMicros: 1_000_000,
    settlements: 3,
    settledAt: startedAt + 9,
  });
  expect(entry.businessKey).toBe('batch/batch_1/settle/3');
  expect(entry.postings).toEqual([
    { account: 'hold/batch_1', amountMicroUsd: -60n },
    { account: 'clearing/batch_1', amountMicroUsd: 60n },
  ]);
});

test('many settlements charge in all what one would: rounding never adds up', () => {
  const next = seeded(3);
  for (let round = 0; round < 100; round++) {
    const tasks = Array.from({ length: 1 + next(40) }, () => finished(next(50_000)));
    const total = tasks.reduce((sum, task) => sum + (task.segments[0]?.referenceMicros ?? 0), 0);
    let current = hold(1_000_000n);
    const entries: Entry[] = [];
    for (const task of tasks) {
      const { hold: after, entry } = settled(current, [task]);
      current = after;
      entries.push(entry);
    }
    const atOnce = settled(hold(1_000_000n), tasks).hold.capturedMicroUsd;
    expect([current.capturedMicroUsd, atOnce]).toEqual([costOf(total, 60), costOf(total, 60)]);
    expect(balancesOf(entries).get('clearing/batch_1') ?? 0n).toBe(costOf(total, 60));
  }
});

test('the minimum is charged once, however many settlements follow, and only where something succeeded', () => {
  const first = settled(hold(10_000n), [finished(1_000_000)], 10_000n);
  expect([first.hold.capturedMicroUsd, first.entry.memo.minimumMicroUsd]).toEqual([10_000n, 9_940n]);
  const second = settled(first.hold, [finished(1_000_000)], 10_000n);
  expect([second.hold.capturedMicroUsd, second.entry.postings]).toEqual([10_000n, []]);
  expect(settled(hold(10_000n), [sampleTask({ state: 'closed' })], 10_000n).hold.capturedMicroUsd).toBe(0n);
});

test('what an earlier settlement charged counts towards the minimum', () => {
  const early = settled(hold(10_000n), [finished(1_000_000)]);
  const { entry } = settled(early.hold, [finished(1_000_000)], 10_000n);
  expect(entry.postings[1]).toEqual({ account: 'clearing/batch_1', amountMicroUsd: 9_940n });
});

test('a charge up to all that is held is made, and one above it is a fault', () => {
  expect(settled(hold(60n), [finished(1_000_000)]).hold.capturedMicroUsd).toBe(60n);
  expect(() => settled(hold(59n), [finished(1_000_000)])).toThrow('batch_1 would be charged 60 of 59');
});

test('what a check found false is neither charged nor paid', () => {
  const { hold: after, entry } = settled(hold(1_000n), [
    finished(1_000_000, { audit: 'differs' }),
    finished(2_000_000, { no: 1, audit: 'agrees' }),
    finished(3_000_000, { no: 2, audit: 'unavailable' }),
  ]);
  expect(after.capturedMicroUsd).toBe(300n);
  expect(entry.memo.owners).toMatchObject([{ ownerId: 'own_1', referenceMicros: 5_000_000, requests: 2 }]);
  expect(payableSegments(finished(1, { audit: 'differs' }))).toEqual([]);
});

test('a task waits for its lease and for its check', () => {
  expect(isSettleable(sampleTask())).toBe(false);
  expect(isSettleable(sampleTask({ state: 'closed' }))).toBe(true);
  expect(isSettleable(finished(1))).toBe(true);
  expect(isSettleable(finished(1, { audit: 'pending' }))).toBe(false);
  expect(isSettleable(finished(1, { audit: 'agrees' }))).toBe(true);
});

test('units are summed by owner and vehicle; energy for which a vehicle named no price is told apart', () => {
  const segments = [
    sampleSegment({ ownerId: 'own_2', vehicleId: 'veh_3', referenceMicros: 5 }),
    sampleSegment({
      ownerId: 'own_1',
      vehicleId: 'veh_1',
      referenceMicros: 1,
      succeeded: 4,
      failed: 2,
      costs: { energyNanoUsd: 900, wearNanoUsd: 40 },
    }),
    sampleSegment({ ownerId: 'own_1', vehicleId: 'veh_1', referenceMicros: 2, energyMilliWattHours: 6 }),
  ];
  expect(ownerUnits([sampleTask({ segments })])).toEqual([
    {
      ownerId: 'own_1',
      requests: 5,
      referenceMicros: 3,
      energyMilliWattHours: 11,
      vehicles: [['veh_1', 5, 3, 11, 6, 900, 40]],
    },
    {
      ownerId: 'own_2',
      requests: 1,
      referenceMicros: 5,
      energyMilliWattHours: 5,
      vehicles: [['veh_3', 1, 5, 5, 5, 0, 0]],
    },
  ]);
});

test('the end of a hold gives back all that was not captured: captured + released = held', () => {
  const captured = settled(hold(100n), [finished(1_000_000)]).hold;
  const { hold: ended, entry } = endHold(captured, startedAt);
  expect(ended).toMatchObject({ state: 'ended', capturedMicroUsd: 60n, releasedMicroUsd: 40n });
  expect(entry.postings).toEqual([
    { account: 'hold/batch_1', amountMicroUsd: -40n },
    { account: 'customer/cus_1', amountMicroUsd: 40n },
  ]);
});
