import { expect, test } from 'vitest';
import {
  accrualKeyOf,
  accrualsOf,
  auditPayKeyOf,
  earnedDayOf,
  ownerAccrualEntry,
  ownerUnitsOf,
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
