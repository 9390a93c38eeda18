import { expect, test } from 'vitest';
import { settledOf } from '../../shared/accrual.ts';
import { balancesOf, type Entry } from '../../shared/ledger.ts';
import { costOf } from '../../shared/money.ts';
import {
  isBelow,
  isSettleable,
  ownerUnits,
  payableSegments,
  settle,
  settleUsage,
  withUsage,
} from '../../shared/settlement.ts';
import { settleUsageOf } from '../../shared/usage.ts';
import { seeded } from '../support/seeded.ts';
import { finished, hold, settled } from './sample-settlement.ts';
import { sampleBatch, sampleSegment, sampleTask, startedAt } from './sample-task.ts';

test("a settlement moves the cost from the hold: the owners' part to the clearing account, the rest to the platform", () => {
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
    { account: 'clearing/batch_1', amountMicroUsd: 45n },
    { account: 'platform/fee', amountMicroUsd: 15n },
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
    expect(balancesOf(entries).get('hold/batch_1') ?? 0n).toBe(-costOf(total, 60));
  }
});

test("the minimum is charged once, of the last settlement, to the platform's fee, and only where something succeeded", () => {
  const early = settled(hold(10_000n), [finished(1_000_000)]);
  expect([isBelow(early.hold, 10_000n), isBelow(early.hold, 60n), isBelow(hold(1n), 60n)]).toEqual([
    true,
    false,
    false,
  ]);
  const last = settled(early.hold, [finished(1_000_000)], 10_000n);
  expect([last.hold.capturedMicroUsd, last.entry.memo.minimumMicroUsd]).toEqual([10_000n, 9_880n]);
  expect(last.entry.postings).toContainEqual({ account: 'platform/fee', amountMicroUsd: 9_880n + 15n });
  // Nothing was lifted, nothing is told of it; nothing is missing at exactly the minimum either.
  expect(settled(early.hold, [finished(1_000_000)]).entry.memo).not.toHaveProperty('minimumMicroUsd');
  expect(settled(early.hold, [finished(1_000_000)], 120n).entry.memo).not.toHaveProperty('minimumMicroUsd');
  const nothingLeft = settled(early.hold, [], 10_000n);
  expect([nothingLeft.hold.capturedMicroUsd, nothingLeft.entry.postings]).toEqual([
    10_000n,
    [
      { account: 'hold/batch_1', amountMicroUsd: -9_940n },
      { account: 'platform/fee', amountMicroUsd: 9_940n },
    ],
  ]);
  expect(settled(hold(10_000n), [sampleTask({ state: 'closed' })], 10_000n).hold.capturedMicroUsd).toBe(0n);
});

test('what an earlier settlement charged counts towards the minimum', () => {
  const early = settled(hold(10_000n), [finished(1_000_000)]);
  const { entry } = settled(early.hold, [finished(1_000_000)], 10_000n);
  expect(entry.postings[0]).toEqual({ account: 'hold/batch_1', amountMicroUsd: -9_940n });
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
  expect(settledOf(entry).owners).toMatchObject([
    { ownerId: 'own_1', referenceMicros: 5_000_000, requests: 2 },
  ]);
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
      vehicles: [
        {
          vehicleId: 'veh_1',
          requests: 5,
          referenceMicros: 3,
          energyMilliWattHours: 11,
          unpricedMilliWattHours: 6,
          energyNanoUsd: 900,
          wearNanoUsd: 40,
        },
      ],
    },
    {
      ownerId: 'own_2',
      requests: 1,
      referenceMicros: 5,
      energyMilliWattHours: 5,
      vehicles: [
        {
          vehicleId: 'veh_3',
          requests: 1,
          referenceMicros: 5,
          energyMilliWattHours: 5,
          unpricedMilliWattHours: 5,
          energyNanoUsd: 0,
          wearNanoUsd: 0,
        },
      ],
    },
  ]);
});

test('a price that changes in the hour of a live batch changes no charge that was made', () => {
  const first = settled(hold(1_000n), [finished(1_000_000)]);
  const { hold: after, entry } = settle({
    hold: first.hold,
    tasks: [finished(2_000_000)],
    priceMicroUsd: 30,
    leastMicroUsd: 0n,
    ownerSharePercent: 75,
    now: startedAt,
  });
  expect(after.capturedMicroUsd).toBe(120n);
  expect(entry.postings[0]).toEqual({ account: 'hold/batch_1', amountMicroUsd: -60n });
});

test("a settlement tells what it counts as, in the words of its customer's usage", () => {
  const tasks = [
    finished(5, {
      done: new Uint8Array([1, 0]),
      segments: [sampleSegment({ units: { inputTokens: 7, outputTokens: 2, pages: 1 } })],
    }),
  ];
  const batch = sampleBatch({ projectId: 'p', keyId: 'k' });
  const { memo } = withUsage(settled(hold(100n), tasks).entry, settleUsageOf(batch, tasks, 3n));
  expect(settleUsage.parse(memo.usage)).toEqual({
    projectId: 'p',
    keyId: 'k',
    model: batch.model,
    window: '24h',
    month: new Date(batch.createdAt).toISOString().slice(0, 7),
    counts: [1, 9, 7, 2, 1],
    creditedMicroUsd: 3n,
  });
});

test('a settlement that gave nothing back tells of no credit', () => {
  const { memo } = withUsage(settled(hold(100n), []).entry, settleUsageOf(sampleBatch(), [], 0n));
  expect(memo.usage).not.toHaveProperty('creditedMicroUsd');
  expect(settleUsage.parse(memo.usage).creditedMicroUsd).toBe(0n);
});

test('a settlement keeps who is charged and at which share, for those who share it out', () => {
  const { memo } = settled(hold(100n), [finished(1_000_000)]).entry;
  expect(memo).toEqual({
    customerId: 'cus_1',
    owners: [['own_1', ['veh_1', 1, 1_000_000, 5, 5, 0, 0]]],
    ownerSharePercent: 75,
  });
});
