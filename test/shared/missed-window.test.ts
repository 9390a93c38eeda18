import { describe, expect, test } from 'vitest';
import { addLate, creditDue } from '../../shared/credit.ts';
import { lateMicrosOf, windowMet } from '../../shared/missed-window.ts';
import { costOf } from '../../shared/money.ts';
import { creditLate, newHold, settle } from '../../shared/settlement.ts';
import { seeded } from '../support/seeded.ts';
import { sampleSegment, sampleTask, startedAt } from './sample-task.ts';

const hour = 3_600_000;
const prices = { '1h': 90, '4h': 75, '24h': 60 };
const promised = (hours: number) => ({
  kind: 'file' as const,
  createdAt: startedAt,
  promisedAt: startedAt + hours * hour,
});

describe('the window that a request met', () => {
  test.each([
    [1, 1 * hour, undefined],
    [1, 1 * hour + 1, '4h'],
    [1, 4 * hour, '4h'],
    [1, 4 * hour + 1, '24h'],
    [4, 4 * hour, undefined],
    [4, 5 * hour, '24h'],
    [24, 24 * hour, undefined],
    // A batch ends with its longest window; what came later all the same is charged as the longest.
    [1, 24 * hour, '24h'],
    [1, 24 * hour + 1, '24h'],
    [24, 24 * hour + 1, '24h'],
  ])('promised within %i hours, finished after %i ms: %s', (hours, after, met) => {
    expect(windowMet(promised(hours), startedAt + after)).toBe(met);
  });

  test('is none for live calls, which promise no window', () => {
    expect(windowMet({ ...promised(1), kind: 'live' }, startedAt + 2 * hour)).toBeUndefined();
  });
});

test('late units are summed by the window they met, and what a check found false is not among them', () => {
  const segment = (after: number, referenceMicros: number) =>
    sampleSegment({ finishedAt: startedAt + after, referenceMicros });
  const tasks = [
    sampleTask({ segments: [segment(0.5 * hour, 1), segment(2 * hour, 20), segment(3 * hour, 300)] }),
    sampleTask({ no: 1, segments: [segment(9 * hour, 4_000)] }),
    sampleTask({ no: 2, audit: 'differs', segments: [segment(9 * hour, 50_000)] }),
  ];
  expect(lateMicrosOf(promised(1), tasks)).toEqual({ '4h': 320, '24h': 4_000 });
  expect(addLate({ '4h': 1 }, { '4h': 2, '24h': 3 })).toEqual({ '4h': 3, '24h': 3 });
});

describe('a credit', () => {
  test('leaves half the price of the window that was met', () => {
    const all = { referenceMicros: 2_000_000, pricesMicroUsd: prices };
    expect(creditDue({ ...all, window: '1h', lateMicros: { '4h': 2_000_000 } })).toBe(180n - 75n);
    expect(creditDue({ ...all, window: '1h', lateMicros: { '24h': 1_000_000 } })).toBe(180n - 90n - 30n);
    expect(creditDue({ ...all, window: '4h', lateMicros: { '24h': 2_000_000 } })).toBe(150n - 60n);
    expect(creditDue({ ...all, window: '1h', lateMicros: {} })).toBe(0n);
  });

  test('is between nothing and the charge, and what is left never above the exact price', () => {
    const next = seeded(21);
    for (let round = 0; round < 2_000; round++) {
      const referenceMicros = next(round % 2 ? 30_000 : 1_000_000_000);
      const late4 = next(referenceMicros + 1);
      const late24 = next(referenceMicros - late4 + 1);
      const credit = creditDue({
        window: '1h',
        referenceMicros,
        lateMicros: { '4h': late4, '24h': late24 },
        pricesMicroUsd: prices,
      });
      const charge = costOf(referenceMicros, 90);
      expect(credit).toBeGreaterThanOrEqual(0n);
      expect(credit).toBeLessThanOrEqual(charge);
      const exactMillionths = (referenceMicros - late4 - late24) * 90 + late4 * 37.5 + late24 * 30;
      expect(Number(charge - credit)).toBeLessThanOrEqual(exactMillionths / 1e6);
      expect(Number(charge - credit)).toBeGreaterThan(exactMillionths / 1e6 - 1);
    }
  });

  test('of many settlements is in all what one would be, within a micro-dollar', () => {
    const next = seeded(4);
    let hold = newHold({ customerId: 'cus_1', batchId: 'batch_1', heldMicroUsd: 1_000_000n }, startedAt);
    let late = 0;
    let posted = 0n;
    for (let n = 1; n <= 50; n++) {
      const referenceMicros = 1 + next(40_000);
      const isLate = next(2) === 1;
      if (isLate) late += referenceMicros;
      const tasks = [sampleTask({ state: 'finished', segments: [sampleSegment({ referenceMicros })] })];
      const settled = settle({
        hold,
        tasks,
        priceMicroUsd: 90,
        leastMicroUsd: 0n,
        ownerSharePercent: 75,
        now: startedAt,
      });
      const credited = creditLate({
        hold: settled.hold,
        lateMicros: isLate ? { '24h': referenceMicros } : {},
        window: '1h',
        pricesMicroUsd: prices,
        now: startedAt,
      });
      hold = credited.hold;
      posted += credited.creditMicroUsd;
      if (credited.entry) expect(credited.entry.businessKey).toBe(`batch/batch_1/settle/${n}/credit`);
      expect(hold.creditedMicroUsd).toBe(posted);
      expect(posted).toBeLessThanOrEqual(hold.capturedMicroUsd);
    }
    const once = creditDue({
      window: '1h',
      referenceMicros: hold.settledMicros,
      lateMicros: { '24h': late },
      pricesMicroUsd: prices,
    });
    expect(posted - once).toBeGreaterThanOrEqual(0n);
    expect(posted - once).toBeLessThanOrEqual(1n);
  });
});
