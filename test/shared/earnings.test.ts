import { expect, test } from 'vitest';
import { netOf, sumByVehicle, vehicleEarnings } from '../../shared/earnings.ts';
import { type Entry, entryOf, transferPostings } from '../../shared/ledger.ts';
import { inKwh } from '../../shared/reward.ts';
import { costsOf, type VehicleUnits, vehicleMemoOf } from '../../shared/vehicle-units.ts';
import { seeded } from '../support/seeded.ts';

const accrual = (vehicles: VehicleUnits[], gross: bigint, tariff: number): Entry => {
  const { energyMicroUsd, wearMicroUsd } = costsOf(vehicles, tariff);
  return entryOf({
    businessKey: 'owner/o/earned/1970-01-01/b/1',
    kind: 'accrue-owner',
    at: 0,
    postings: transferPostings('clearing/b', 'owner/o/pending', gross),
    memo: { energyMicroUsd, wearMicroUsd, vehicles: vehicles.map(vehicleMemoOf) },
  });
};

const total = (parts: readonly bigint[]) => parts.reduce((sum, part) => sum + part, 0n);

test("an accrual's parts by vehicle sum to what the ledger says, whatever the vehicles did and the grid asked", () => {
  const next = seeded(9);
  for (let round = 0; round < 2_000; round++) {
    const vehicles = Array.from({ length: 1 + next(6) }, (_, at): VehicleUnits => {
      const energyMilliWattHours = next(500_000);
      const isPriced = next(3) > 0;
      return {
        vehicleId: `v${at}`,
        requests: next(200),
        referenceMicros: next(1e9),
        energyMilliWattHours,
        unpricedMilliWattHours: isPriced ? 0 : energyMilliWattHours,
        energyNanoUsd: isPriced ? next(2_000_000) - 500_000 : 0,
        wearNanoUsd: next(1_000_000),
      };
    });
    const tariff = next(400_000);
    const gross = BigInt(next(5_000_000));
    const parts = vehicleEarnings(accrual(vehicles, gross, tariff), 'o');
    const costs = costsOf(vehicles, tariff);
    expect(total(parts.map((part) => part.grossMicroUsd))).toBe(gross);
    expect(total(parts.map((part) => part.energyMicroUsd))).toBe(costs.energyMicroUsd);
    expect(total(parts.map((part) => part.wearMicroUsd))).toBe(costs.wearMicroUsd);
    expect(total(parts.map(netOf))).toBe(gross - costs.energyMicroUsd - costs.wearMicroUsd);
    // No vehicle bears more than its own costs, by a micro-USD of rounding in each of the two parts.
    for (const [at, part] of parts.entries()) {
      const own = costsOf(vehicles.slice(at, at + 1), tariff);
      const off = part.energyMicroUsd - own.energyMicroUsd;
      expect(off >= -2n && off <= 2n).toBe(true);
    }
  }
});

test('two of equal work share alike, and the odd micro-USD goes to the first', () => {
  const vehicle = (vehicleId: string): VehicleUnits => ({
    vehicleId,
    requests: 5,
    referenceMicros: 1_000,
    energyMilliWattHours: 10,
    unpricedMilliWattHours: 0,
    energyNanoUsd: 700,
    wearNanoUsd: 500,
  });
  // Energy 1,400 nano-USD is 2 micro-USD, wear 1,000 is 1.
  expect(vehicleEarnings(accrual([vehicle('a'), vehicle('b')], 7n, 0), 'o')).toEqual([
    {
      vehicleId: 'a',
      grossMicroUsd: 4n,
      energyMicroUsd: 1n,
      wearMicroUsd: 1n,
      requests: 5,
      energyMilliWattHours: 10,
    },
    {
      vehicleId: 'b',
      grossMicroUsd: 3n,
      energyMicroUsd: 1n,
      wearMicroUsd: 0n,
      requests: 5,
      energyMilliWattHours: 10,
    },
  ]);
});

test('an entry from before vehicles were told apart is of no vehicle, and loses nothing', () => {
  const entry = entryOf({
    businessKey: 'owner/o/earned/1970-01-01/b/1',
    kind: 'accrue-owner',
    at: 0,
    postings: transferPostings('clearing/b', 'owner/o/released', 11n),
    memo: { requests: 3, energyMilliWattHours: 40, energyMicroUsd: 8 },
  });
  expect(sumByVehicle([...vehicleEarnings(entry, 'o'), ...vehicleEarnings(entry, 'o')])).toEqual([
    {
      vehicleId: null,
      grossMicroUsd: 22n,
      energyMicroUsd: 16n,
      wearMicroUsd: 0n,
      requests: 6,
      energyMilliWattHours: 80,
    },
  ]);
});

test('energy for money is exact: what is less than a watt-hour is carried, of losses too', () => {
  const next = seeded(3);
  for (let round = 0; round < 2_000; round++) {
    const price = 1 + next(400_000);
    const net = BigInt(next(1e9) - 2e8);
    const carried = next(price);
    const { wattHours, remainderNanoUsd } = inKwh(net, price, carried);
    expect(BigInt(wattHours) * BigInt(price) + BigInt(remainderNanoUsd)).toBe(net * 1_000n + BigInt(carried));
    expect(remainderNanoUsd).toBeGreaterThanOrEqual(0);
    expect(remainderNanoUsd).toBeLessThan(price);
  }
  // A dollar at 0.187 a kilowatt-hour.
  expect(inKwh(1_000_000n, 187_000)).toEqual({ wattHours: 5_347, remainderNanoUsd: 111_000 });
});
