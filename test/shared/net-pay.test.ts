import { describe, expect, test } from 'vitest';
import { meetsFloor, microUsdUp, netPayOf, type PlugCosts, runningCosts } from '../../shared/net-pay.ts';

const hour = 3_600_000_000;
const plug = (changes: Partial<PlugCosts> = {}): PlugCosts => ({
  energyMicroUsdPerKwh: 300_000,
  wallMilliWatts: 400_000,
  wearMicroUsdPerHour: 53_000,
  floorMicroUsdPerHour: 0,
  ...changes,
});

describe('what running costs', () => {
  test('an hour of 0.4 kW at 0.30 USD, and the reserve for wear', () => {
    expect(runningCosts(hour, plug())).toEqual({ energyNanoUsd: 120_000_000n, wearNanoUsd: 53_000_000n });
  });

  test('is rounded up to the nano-USD, each part by itself, from the first microsecond on', () => {
    expect(runningCosts(1, plug())).toEqual({ energyNanoUsd: 1n, wearNanoUsd: 1n });
    expect(runningCosts(0, plug())).toEqual({ energyNanoUsd: 0n, wearNanoUsd: 0n });
    // 1 nano-USD exactly; then a microsecond more.
    const even = plug({ energyMicroUsdPerKwh: 3_600_000, wallMilliWatts: 1_000, wearMicroUsdPerHour: 3_600 });
    expect(runningCosts(1_000, even)).toEqual({ energyNanoUsd: 1n, wearNanoUsd: 1n });
    expect(runningCosts(1_001, even)).toEqual({ energyNanoUsd: 2n, wearNanoUsd: 2n });
    const uneven = plug({
      energyMicroUsdPerKwh: 3_600_001,
      wallMilliWatts: 1_000,
      wearMicroUsdPerHour: 3_601,
    });
    expect(runningCosts(1_000, uneven)).toEqual({ energyNanoUsd: 2n, wearNanoUsd: 2n });
  });

  test('counts a microsecond that has begun', () => {
    expect(runningCosts(hour - 0.5, plug())).toEqual(runningCosts(hour, plug()));
  });

  test('is negative where the grid pays, rounded up all the same', () => {
    const paid = (energyMicroUsdPerKwh: number) =>
      runningCosts(hour, plug({ energyMicroUsdPerKwh, wallMilliWatts: 1 })).energyNanoUsd;
    expect([paid(-1_000), paid(-1_500), paid(-999), paid(1_500)]).toEqual([-1n, -1n, 0n, 2n]);
  });
});

test('net is gross less energy less wear, exactly', () => {
  expect(netPayOf(200_000_000n, hour, plug())).toEqual({
    grossNanoUsd: 200_000_000n,
    energyNanoUsd: 120_000_000n,
    wearNanoUsd: 53_000_000n,
    netNanoUsd: 27_000_000n,
  });
});

describe('a floor', () => {
  const meets = (netNanoUsd: bigint, runningMicros: number, floorMicroUsdPerHour: number) =>
    meetsFloor(
      { grossNanoUsd: 0n, energyNanoUsd: 0n, wearNanoUsd: 0n, netNanoUsd },
      runningMicros,
      plug({ floorMicroUsdPerHour }),
    );

  test('is met by what it asks for an hour, and by no nano-USD less', () => {
    expect([meets(20_000_000n, hour, 20_000), meets(19_999_999n, hour, 20_000)]).toEqual([true, false]);
    expect([meets(10_000_000n, hour / 2, 20_000), meets(9_999_999n, hour / 2, 20_000)]).toEqual([
      true,
      false,
    ]);
  });

  test('of a part of a nano-USD asks for a whole one, and of a part of a microsecond for a whole one', () => {
    expect([meets(0n, 1, 20_000), meets(1n, 1, 20_000)]).toEqual([false, true]);
    expect([meets(19_999_999n, hour - 0.5, 20_000), meets(20_000_000n, hour - 0.5, 20_000)]).toEqual([
      false,
      true,
    ]);
  });

  test('of nothing still asks that nothing is lost', () => {
    expect([meets(0n, hour, 0), meets(-1n, hour, 0)]).toEqual([true, false]);
  });
});

test('costs are whole micro-USD in the end, rounded up once', () => {
  expect([0n, 1n, 999n, 1_000n, 1_001n, -1n, -1_000n, -1_999n].map(microUsdUp)).toEqual([
    0n,
    1n,
    1n,
    1n,
    2n,
    0n,
    -1n,
    -1n,
  ]);
});
