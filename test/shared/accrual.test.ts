import { expect, test } from 'vitest';
import { ownerAccrualEntry, platformAccrualEntry, settledOf, splitCharge } from '../../shared/accrual.ts';
import { balancesOf, entryOf, transferPostings } from '../../shared/ledger.ts';
import { vehicleMemoOf, vehicleUnits } from '../../shared/vehicle-units.ts';
import { seeded } from '../support/seeded.ts';
import { sampleSegment } from './sample-task.ts';

const part = (ownerId: string, referenceMicros: number) => ({
  ownerId,
  vehicles: vehicleUnits([
    sampleSegment({ vehicleId: `v-${ownerId}`, referenceMicros, energyMilliWattHours: 10 }),
  ]),
  requests: 1,
  referenceMicros,
  energyMilliWattHours: 10,
});

const asMemo = ({ vehicles, ...units }: ReturnType<typeof part>) => ({
  ...units,
  vehicles: vehicles.map(vehicleMemoOf),
});
const costs = { energyMicroUsd: 3n, wearMicroUsd: 2n };

const settlement = (chargeMicroUsd: bigint, memo: Record<string, unknown>) =>
  entryOf({
    businessKey: 'batch/b/settle/1',
    kind: 'settle',
    at: 1,
    postings: transferPostings('hold/b', 'clearing/b', chargeMicroUsd),
    memo,
  });

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
  const entry = settlement(1_001n, { owners: [part('a', 2), part('b', 1)].map(asMemo) });
  const settled = settledOf(entry);
  const split = splitCharge(settled, 75);
  const shares = settled.owners.map((each, at) =>
    ownerAccrualEntry({ settled, part: each, amountMicroUsd: split.ownersMicroUsd[at] ?? 0n }, costs, {
      standing: 'released',
      now: 2,
    }),
  );
  const balances = balancesOf([entry, ...shares, platformAccrualEntry(settled, split, 2)]);
  expect(balances.get('clearing/b')).toBe(0n);
  expect(balances.get('owner/a/released')).toBe(500n);
  expect(balances.get('owner/b/released')).toBe(250n);
  expect(balances.get('platform/fee')).toBe(250n);
  expect(balances.get('platform/rounding')).toBe(1n);
});

test('a settlement of nothing is shared out as nothing', () => {
  const settled = settledOf(settlement(0n, { owners: [part('a', 0)].map(asMemo) }));
  expect(splitCharge(settled, 75)).toEqual({
    ownersMicroUsd: [0n],
    feeMicroUsd: 0n,
    roundingMicroUsd: 0n,
  });
});
