import { expect, test } from 'vitest';
import { costsOf, vehicleMemo, vehicleMemoOf, vehicleUnits } from '../../shared/vehicle-units.ts';
import { sampleSegment } from './sample-task.ts';

const costs = { energyNanoUsd: 1_400, wearNanoUsd: 300 };

test("a vehicle's segments are one sum, and energy without a price is told apart", () => {
  const units = vehicleUnits([
    sampleSegment({ vehicleId: 'veh_2', energyMilliWattHours: 7, succeeded: 3 }),
    sampleSegment({ vehicleId: 'veh_1', costs }),
    sampleSegment({ vehicleId: 'veh_1', costs }),
  ]);
  expect(units).toEqual([
    {
      vehicleId: 'veh_1',
      requests: 2,
      referenceMicros: 2_000,
      energyMilliWattHours: 10,
      unpricedMilliWattHours: 0,
      energyNanoUsd: 2_800,
      wearNanoUsd: 600,
    },
    {
      vehicleId: 'veh_2',
      requests: 3,
      referenceMicros: 1_000,
      energyMilliWattHours: 7,
      unpricedMilliWattHours: 7,
      energyNanoUsd: 0,
      wearNanoUsd: 0,
    },
  ]);
  expect(units.map((each) => vehicleMemo.parse(vehicleMemoOf(each)))).toEqual(units);
});

test('costs are added up in nano-USD and rounded up once; what has no price counts at the stated tariff', () => {
  const units = vehicleUnits([
    sampleSegment({ vehicleId: 'veh_1', costs }),
    sampleSegment({ vehicleId: 'veh_1', costs }),
    sampleSegment({ vehicleId: 'veh_2', energyMilliWattHours: 1_000 }),
  ]);
  // 2.8 micro-USD becomes 3; 1 Wh at $0.187 a kilowatt-hour is 187.
  expect(costsOf(units, 187_000)).toEqual({ energyMicroUsd: 190n, wearMicroUsd: 1n });
  expect(costsOf([], 187_000)).toEqual({ energyMicroUsd: 0n, wearMicroUsd: 0n });
});
