import { describe, expect, test } from 'vitest';
import { secondsToSlot, slotPeriodSeconds } from '../../shared/slot-calendar.ts';

const startedAt = Date.UTC(2027, 0, 1);
const idOf = (no: number) => `veh_01jqz8m4kx7w2v9c5t3r6${no.toString(36).padStart(5, '0')}`;

/** Calls in each second of a period, by a fleet that all asks at one moment, as after an outage, and then keeps its slots. */
function callsBySecond(vehicles: number, leastSeconds: number) {
  const period = slotPeriodSeconds(vehicles, leastSeconds);
  const calls = new Array<number>(period).fill(0);
  for (let no = 0; no < vehicles; no++) {
    const at = startedAt + secondsToSlot(idOf(no), period, startedAt) * 1_000;
    const next = at + secondsToSlot(idOf(no), period, at) * 1_000;
    const second = Math.floor(((next - startedAt) / 1_000) % period);
    calls[second] = (calls[second] ?? 0) + 1;
  }
  return { period, calls };
}

describe('idle vehicles come back at a rate that does not depend on how many there are', () => {
  test('a small fleet as often as is useful', () => {
    expect(slotPeriodSeconds(0, 60)).toBe(60);
    expect(slotPeriodSeconds(6_000, 60)).toBe(60);
  });

  test.each([10_000, 50_000, 150_000])('%i vehicles make 100 calls a second, evenly', (vehicles) => {
    const { period, calls } = callsBySecond(vehicles, 60);
    expect(vehicles / period).toBeCloseTo(100, 0);
    // Five standard deviations of a fair spread.
    for (const count of calls) expect(Math.abs(count - 100)).toBeLessThan(50);
  });

  test('and nobody stays away for more than half an hour and its half', () => {
    expect(slotPeriodSeconds(100_000_000, 60)).toBe(1_800);
    for (let no = 0; no < 1_000; no++) {
      const seconds = secondsToSlot(idOf(no), 1_800, startedAt);
      expect(seconds).toBeGreaterThanOrEqual(900);
      expect(seconds).toBeLessThan(2_700);
    }
  });
});

test("a vehicle's slot comes once a period, whenever it asks", () => {
  const slots = new Set<number>();
  for (let asked = startedAt; asked < startedAt + 600_000; asked += 977)
    slots.add(Math.round((asked + secondsToSlot('veh_1', 60, asked) * 1_000) % 60_000));
  expect(slots.size).toBe(1);
});
