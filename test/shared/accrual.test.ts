import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  accrualCosts,
  accrualKeyOf,
  accrualsOf,
  auditPayKeyOf,
  earnedDayOf,
  ownerAccrualEntry,
  ownerUnitsOf,
  releaseDay,
  releaseEntry,
  settledOf,
  settleKeyOf,
  splitCharge,
} from '../../shared/accrual.ts';
import { balancesOf } from '../../shared/ledger.ts';
import { newHold, settle } from '../../shared/settlement.ts';
import { vehicleUnits } from '../../shared/vehicle-units.ts';
import { seeded } from '../support/seeded.ts';
import { sampleSegment, sampleTask } from './sample-task.ts';

const part = (ownerId: string, referenceMicros: number) =>
  ownerUnitsOf(
    ownerId,
    vehicleUnits([sampleSegment({ vehicleId: `v-${ownerId}`, referenceMicros, energyMilliWattHours: 10 })]),
  );

const costs = { energyMicroUsd: 3n, wearMicroUsd: 2n };
const at = Date.UTC(2027, 0, 31, 23, 59);

/** At 1 micro-USD a reference second. */
const settlement = (work: Record<string, number>) =>
  settle({
    hold: newHold({ customerId: 'c', batchId: 'b', heldMicroUsd: 10_000n }, at),
    tasks: [
      sampleTask({
        state: 'finished',
        segments: Object.entries(work).map(([ownerId, seconds]) =>
          sampleSegment({ ownerId, vehicleId: `v-${ownerId}`, referenceMicros: seconds * 1_000_000 }),
        ),
      }),
    ],
    priceMicroUsd: 1,
    leastMicroUsd: 0n,
    ownerSharePercent: 75,
    now: at,
  }).entry;

test('a charge is owners + fee + rounding exactly, whatever the amounts, weights and share', () => {
  const next = seeded(20_270_101);
  for (let round = 0; round < 5_000; round++) {
    const owners = Array.from({ length: 1 + next(12) }, (_, at) => part(`o${at}`, 1 + next(1e9)));
    const chargeMicroUsd = BigInt(next(round % 2 ? 20 : 1e9));
    const minimumMicroUsd = BigInt(next(2)) * (chargeMicroUsd / 3n);
    const percent = next(101);
    const split = splitCharge({ chargeMicroUsd, minimumMicroUsd, owners }, percent);
    const given = split.ownersMicroUsd.reduce((sum, each) => sum + each, 0n);
    expect(given + split.feeMicroUsd + split.roundingMicroUsd).toBe(chargeMicroUsd);
    expect(given).toBe(((chargeMicroUsd - minimumMicroUsd) * BigInt(percent)) / 100n);
    expect(split.roundingMicroUsd).toBeGreaterThanOrEqual(0n);
    expect(split.roundingMicroUsd).toBeLessThan(2n);
    for (const each of split.ownersMicroUsd) expect(each).toBeGreaterThanOrEqual(0n);
  }
});

test('no owner is further than a micro-dollar from the exact share', () => {
  const owners = [part('a', 1), part('b', 1), part('c', 1)];
  const { ownersMicroUsd, feeMicroUsd, roundingMicroUsd } = splitCharge(
    { chargeMicroUsd: 10n, minimumMicroUsd: 0n, owners },
    75,
  );
  expect(ownersMicroUsd).toEqual([3n, 2n, 2n]);
  expect([feeMicroUsd, roundingMicroUsd]).toEqual([2n, 1n]);
});

test("what lifts a charge to the minimum is the platform's alone", () => {
  const split = splitCharge({ chargeMicroUsd: 10_000n, minimumMicroUsd: 9_000n, owners: [part('a', 5)] }, 75);
  expect(split).toEqual({ ownersMicroUsd: [750n], feeMicroUsd: 9_250n, roundingMicroUsd: 0n });
});

test('the entries of a settlement empty its clearing account', () => {
  const entry = settlement({ a: 667, b: 334 });
  const shares = accrualsOf(settledOf(entry)).map((accrual) =>
    ownerAccrualEntry(accrual, costs, { standing: 'released', now: at + 1 }),
  );
  const balances = balancesOf([entry, ...shares]);
  expect(balances.get('clearing/b')).toBe(0n);
  expect(balances.get('owner/a/released')).toBe(500n);
  expect(balances.get('owner/b/released')).toBe(250n);
  expect(balances.get('platform/fee')).toBe(250n);
  expect(balances.get('platform/rounding')).toBe(1n);
});

test('a settlement of nothing is shared out as nothing', () => {
  const entry = settlement({ a: 0 });
  expect(entry.postings).toEqual([]);
  expect(accrualsOf(settledOf(entry)).map(({ amountMicroUsd }) => amountMicroUsd)).toEqual([0n]);
});

test("earnings lie with their owner, by the settlement's day, whenever they are shared out", () => {
  const entry = settlement({ a: 1 });
  const settled = settledOf(entry);
  const [accrual] = accrualsOf(settled);
  if (!accrual) throw new Error('nobody earned');
  const nextDay = ownerAccrualEntry(accrual, costs, { standing: 'pending', now: at + 3_600_000 });
  expect(nextDay.businessKey).toBe('owner/a/earned/2027-01-31/b/1');
  expect(accrualKeyOf(settled, 'a')).toBe(nextDay.businessKey);
  expect([earnedDayOf(nextDay), settleKeyOf(nextDay)]).toEqual(['2027-01-31', entry.businessKey]);
  const audit = auditPayKeyOf({ batchId: 'b', no: 7 }, sampleSegment({ ownerId: 'a', finishedAt: at }));
  expect(audit).toBe('owner/a/earned/2027-01-31/audit/b/7');
  expect(earnedDayOf({ businessKey: audit })).toBe('2027-01-31');
});

test('what is no settlement is never shared out', () => {
  expect(() => settledOf({ ...settlement({ a: 1 }), businessKey: 'batch/b/hold', kind: 'hold' })).toThrow(
    'batch/b/hold is a hold entry, not a settlement',
  );
});

test('a settlement is read back: its number, its time, what was charged and what of it waits for owners', () => {
  expect(settledOf(settlement({ a: 100 }))).toMatchObject({
    settleKey: 'batch/b/settle/1',
    batchId: 'b',
    no: 1,
    at,
    chargeMicroUsd: 100n,
    ownersTotalMicroUsd: 75n,
    minimumMicroUsd: 0n,
    ownerSharePercent: 75,
  });
});

test('an accrual keeps what was done and what that cost, priced by the vehicle or else by the stated tariff', () => {
  const [accrual] = accrualsOf(settledOf(settlement({ a: 100 })));
  if (!accrual) throw new Error('nobody earned');
  // 5 mWh at 0.30 USD a kWh: 1.5 micro-USD, rounded up.
  expect(accrualCosts(accrual, 300_000)).toEqual({ energyMicroUsd: 2n, wearMicroUsd: 0n });
  expect(ownerAccrualEntry(accrual, costs, { standing: 'pending', now: at + 1 })).toEqual({
    businessKey: 'owner/a/earned/2027-01-31/b/1',
    kind: 'accrue-owner',
    at: at + 1,
    postings: [
      { account: 'clearing/b', amountMicroUsd: -75n },
      { account: 'owner/a/pending', amountMicroUsd: 75n },
    ],
    memo: {
      requests: 1,
      referenceMicros: 100_000_000,
      energyMilliWattHours: 5,
      ...costs,
      vehicles: [['v-a', 1, 100_000_000, 5, 5, 0, 0]],
    },
  });
});

describe('the day of a release', () => {
  const day = 86_400_000;
  const midnight = Date.UTC(2027, 0, 31);

  test('is the first that begins when all of the holdback is over, never the one that has begun', () => {
    const days = (holdbackSeconds: number) =>
      [midnight - 1, midnight, midnight + day - 1].map((now) => releaseDay(now, holdbackSeconds));
    expect(days(0)).toEqual(['2027-01-31', '2027-02-01', '2027-02-01']);
    expect(days(7 * 86_400)).toEqual(['2027-02-07', '2027-02-08', '2027-02-08']);
  });

  test('comes after the holdback and within a day of it, whenever it is earned', () => {
    fc.assert(
      fc.property(fc.nat(400 * day), fc.nat(30 * 86_400), (after, holdbackSeconds) => {
        const heldUntil = midnight + after + holdbackSeconds * 1_000;
        const begins = Date.parse(releaseDay(midnight + after, holdbackSeconds));
        expect(begins).toBeGreaterThan(heldUntil);
        expect(begins - heldUntil).toBeLessThanOrEqual(day);
      }),
    );
  });

  test('makes the whole of it payable, once', () => {
    expect(releaseEntry({ ownerId: 'a', day: '2027-02-08', amountMicroUsd: 5n }, at)).toEqual({
      businessKey: 'owner/a/release/2027-02-08',
      kind: 'release-earnings',
      at,
      postings: [
        { account: 'owner/a/pending', amountMicroUsd: -5n },
        { account: 'owner/a/released', amountMicroUsd: 5n },
      ],
      memo: { day: '2027-02-08' },
    });
  });
});
