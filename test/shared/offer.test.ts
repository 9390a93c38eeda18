import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../shared/catalogue.ts';
import { likelyReferenceMicros } from '../../shared/metering.ts';
import { meetsFloor, netPayOf, type PlugCosts } from '../../shared/net-pay.ts';
import { type Able, judgeOffer } from '../../shared/offer.ts';
import { refusalCode, sampleTask, startedAt } from './sample-task.ts';

/** A car that was woken for 0.15 kW of computing: owners.md's worked example. */
const woken = (microUsdPerKwh: number): PlugCosts => ({
  energyMicroUsdPerKwh: microUsdPerKwh,
  wallMilliWatts: 423_000,
  wearMicroUsdPerHour: 53_000,
  floorMicroUsdPerHour: 0,
});
const able = (changes: Partial<Able> = {}): Able => ({
  speed: 1,
  seconds: 3_600,
  startsAt: startedAt,
  costs: woken(170_000),
  ...changes,
});
/** An hour of chat on the reference car, at the lowest price: 60 micro-USD a reference second, of which 75 % the owner's. */
const hourOfChat = sampleTask({
  lane: { ...sampleTask().lane, model: 'parkade-dictionary-1' },
  requests: 1_000,
  runningMicros: 3_600_000_000,
  ceilingMicros: 9_000_000_000,
  ownerNanoUsd: 45_000,
});

describe('what an hour leaves', () => {
  test('is gross - energy at that plug and hour - wear, exactly', () => {
    // Gross 3,600 s x $0.000045 = $0.162; energy 0.423 kWh x $0.17 = $0.07191; wear $0.053.
    expect(judgeOffer(hourOfChat, able())).toEqual({
      runningMicros: 3_600_000_000,
      pay: {
        grossNanoUsd: 162_000_000n,
        energyNanoUsd: 71_910_000n,
        wearNanoUsd: 53_000_000n,
        netNanoUsd: 37_090_000n,
      },
    });
  });

  test('falls below nothing where power is dear: then it is not offered', () => {
    // 0.423 kWh x $0.35 = $0.14805: with wear more than the $0.162 earned.
    expect(refusalCode(() => judgeOffer(hourOfChat, able({ costs: woken(350_000) })))).toBe('below_floor');
  });

  test("meets the charter's floor, or is not offered", () => {
    const floor = (floorMicroUsdPerHour: number) =>
      able({ costs: { ...woken(170_000), floorMicroUsdPerHour } });
    expect(judgeOffer(hourOfChat, floor(37_090)).pay.netNanoUsd).toBe(37_090_000n);
    expect(refusalCode(() => judgeOffer(hourOfChat, floor(37_091)))).toBe('below_floor');
  });

  test('is more on a faster vehicle, which is paid the same for less energy and wear', () => {
    const { pay, runningMicros } = judgeOffer(hourOfChat, able({ speed: 5, costs: woken(350_000) }));
    expect(runningMicros).toBe(720_000_000);
    expect(pay).toEqual({
      grossNanoUsd: 162_000_000n,
      energyNanoUsd: 29_610_000n,
      wearNanoUsd: 10_600_000n,
      netNanoUsd: 121_790_000n,
    });
  });

  test('counts only what is missing of the task', () => {
    const half = { ...hourOfChat, done: new Uint8Array(125).map((_, at) => (at < 62 ? 255 : 0)) };
    const { pay, runningMicros } = judgeOffer(half, able());
    expect(runningMicros).toBe(Math.ceil(3_600_000_000 * 0.504));
    expect(pay.grossNanoUsd).toBe(81_648_000n);
  });

  test('is paid for the energy where the grid pays for taking it', () => {
    const { pay } = judgeOffer(hourOfChat, able({ costs: woken(-50_000) }));
    expect(pay.energyNanoUsd).toBe(-21_150_000n);
    expect(pay.netNanoUsd).toBe(162_000_000n + 21_150_000n - 53_000_000n);
  });
});

describe('a task is offered only if it can be finished', () => {
  test('in the seconds that the vehicle surely has, to the last microsecond', () => {
    const runs = { ...hourOfChat, runningMicros: 60_000_000 };
    expect(judgeOffer(runs, able({ seconds: 60 })).runningMicros).toBe(60_000_000);
    expect(refusalCode(() => judgeOffer(runs, able({ seconds: 59.999 })))).toBe('too_long');
  });

  test('before its batch expires, counted from when the vehicle gets to it', () => {
    const runs = { ...hourOfChat, runningMicros: 60_000_000, dueAt: startedAt + 100_000 };
    const from = (millis: number) => able({ startsAt: startedAt + millis });
    expect(judgeOffer(runs, from(40_000)).runningMicros).toBe(60_000_000);
    expect(refusalCode(() => judgeOffer(runs, from(40_001)))).toBe('too_long');
  });

  test('by a slow vehicle as by its benchmark', () => {
    const runs = { ...hourOfChat, runningMicros: 60_000_000 };
    expect(refusalCode(() => judgeOffer(runs, able({ speed: 0.01 })))).toBe('too_long');
  });
});

test('net is what is left, whatever the sums; and less at a dearer plug', () => {
  const costs = fc.record({
    energyMicroUsdPerKwh: fc.integer({ min: -1_000_000, max: 2_000_000 }),
    wallMilliWatts: fc.integer({ min: 0, max: 2_000_000 }),
    wearMicroUsdPerHour: fc.integer({ min: 0, max: 1_000_000 }),
    floorMicroUsdPerHour: fc.integer({ min: 0, max: 1_000_000 }),
  });
  fc.assert(
    fc.property(
      costs,
      fc.bigInt(0n, 10n ** 12n),
      fc.integer({ min: 1, max: 3_600_000_000 }),
      (plug, gross, micros) => {
        const pay = netPayOf(gross, micros, plug);
        expect(pay.energyNanoUsd + pay.wearNanoUsd + pay.netNanoUsd).toBe(gross);
        const dearer = { ...plug, energyMicroUsdPerKwh: plug.energyMicroUsdPerKwh + 10_000 };
        const atDearer = netPayOf(gross, micros, dearer);
        expect(atDearer.netNanoUsd).toBeLessThanOrEqual(pay.netNanoUsd);
        if (meetsFloor(atDearer, micros, dearer)) expect(meetsFloor(pay, micros, plug)).toBe(true);
      },
    ),
  );
});

test('each model bills its units in one proportion to their running, so that pay can be foretold from time', () => {
  for (const model of catalogue) {
    const units = (['inputToken', 'outputToken', 'page'] as const).filter(
      (unit) => model.runningMicrosPer[unit] > 0,
    );
    const ratios = units.map((unit) => model.referenceMicrosPer[unit] / model.runningMicrosPer[unit]);
    expect(new Set(ratios).size).toBe(1);
    expect(likelyReferenceMicros(model, 1_000_000)).toBe(Math.round(1_000_000 * (ratios[0] ?? 0)));
  }
});
