import { describe, expect, it } from 'vitest';
import { commuter, type Place, paidCommuter } from '../../../agent/signals/simulated/commuter.ts';
import { type Sample, samples } from '../../../agent/signals/simulated/samples.ts';
import { type Stay, staysOf } from '../../../agent/signals/simulated/stays.ts';
import { createSimulatedSource } from '../../../agent/signals/simulated.ts';
import { type Signals, signals } from '../../../shared/signals.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const hour = 3_600_000;
const day = 24 * hour;
const monday = Date.UTC(2024, 0, 1);

function staysIn(seed: number, days: number, who = commuter): Stay[] {
  const found: Stay[] = [];
  for (const stay of staysOf(seed, monday, who)) {
    if (stay.leavesAt > monday + days * day) return found;
    found.push(stay);
  }
  return found;
}

describe('twenty years of a simulated commuter', () => {
  const days = 364;
  const years = Array.from({ length: 20 }, (_, seed) => staysIn(seed + 1, days));
  const stays = years.flat();
  const at = (place: Place) => stays.filter((stay) => stay.place === place);
  const hoursOf = (some: Stay[]) =>
    some.reduce((sum, stay) => sum + stay.leavesAt - stay.arrivesAt, 0) / hour;
  /** The stay that lasts over the year's end is not in it. */
  const coveredHours = years.reduce((sum, year) => sum + ((year.at(-1)?.leavesAt ?? 0) - monday) / hour, 0);
  const weeks = coveredHours / (7 * 24);

  it('is parked 95.5 % of the time, makes 2.57 trips a day and stays 8.9 h on average', () => {
    expect(Math.abs(hoursOf(stays) / coveredHours - 0.955)).toBeLessThan(0.003);
    expect(Math.abs(stays.length / (weeks * 7) - 2.57)).toBeLessThan(0.1);
    expect(Math.abs(hoursOf(stays) / stays.length - 8.9)).toBeLessThan(0.3);
  });

  it('is at home 70.7 % of the time, at work 20.4 %, on errands 4.4 %', () => {
    const percent = (place: Place) => (hoursOf(at(place)) / coveredHours) * 100;
    expect(Math.abs(percent('home') - 70.7)).toBeLessThan(0.6);
    expect(Math.abs(percent('work') - 20.4)).toBeLessThan(0.4);
    expect(Math.abs(percent('errand') - 4.4)).toBeLessThan(0.2);
  });

  it('makes 8 home stays, 4 of work and 6 errands a week, of 14.9 h, 8.6 h and 1.2 h', () => {
    expect(at('home').length / weeks).toBeCloseTo(8, 0);
    expect(at('work').length / weeks).toBeCloseTo(4, 0);
    expect(at('errand').length / weeks).toBeCloseTo(6, 0);
    expect(Math.abs(hoursOf(at('home')) / at('home').length - 14.9)).toBeLessThan(0.3);
    expect(Math.abs(hoursOf(at('work')) / at('work').length - 8.6)).toBeLessThan(0.1);
    expect(Math.abs(hoursOf(at('errand')) / at('errand').length - 1.23)).toBeLessThan(0.05);
  });

  it('has 5.8 home stays of 8 h and more in a week, 114 h in all', () => {
    const long = at('home').filter((stay) => stay.leavesAt - stay.arrivesAt >= 8 * hour);
    expect(Math.abs(long.length / weeks - 5.8)).toBeLessThan(0.1);
    expect(Math.abs(hoursOf(long) / weeks - 114)).toBeLessThan(2);
  });

  it('plugs in as often as the parameters say', () => {
    const share = (some: Stay[]) => some.filter(({ plugged }) => plugged).length / some.length;
    expect(Math.abs(share(at('home')) - 0.45)).toBeLessThan(0.02);
    expect(Math.abs(share(at('work')) - 0.15)).toBeLessThan(0.02);
    expect(Math.abs(share(at('errand')) - 0.03)).toBeLessThan(0.01);
  });

  it('drives the same whether it plugs in at home at 0.45 or at 0.9, and plugs in wherever it did before', () => {
    const paid = staysIn(1, 60, paidCommuter);
    const usual = staysIn(1, 60);
    const when = (some: Stay[]) => some.map(({ arrivesAt, leavesAt }) => [arrivesAt, leavesAt]);
    expect(when(paid)).toEqual(when(usual));
    expect(usual.filter(({ plugged }, index) => plugged && !paid[index]?.plugged)).toEqual([]);
    expect(paid.filter(({ plugged }) => plugged).length).toBeGreaterThan(
      usual.filter(({ plugged }) => plugged).length,
    );
  });
});

describe('what a simulated car tells', () => {
  const from = Date.UTC(2026, 6, 4);
  const fortnight = [...samples({ seed: 5, from, days: 14 })];

  it('is the same for a seed, another for another, and the same whenever one begins to look', () => {
    expect([...samples({ seed: 5, from, days: 2 })]).toEqual(
      fortnight.filter(({ at }) => at < from + 2 * day),
    );
    expect([...samples({ seed: 6, from, days: 2 })]).not.toEqual([...samples({ seed: 5, from, days: 2 })]);
    const later = [...samples({ seed: 5, from: from + 3 * day, days: 1 })];
    expect(later).toEqual(fortnight.filter(({ at }) => at >= from + 3 * day && at < from + 4 * day));
  });

  it('is made of signals, in the order of time, everything at least once a minute', () => {
    const end = from + 14 * day;
    let full = from;
    for (const [index, { at, signals: told }] of fortnight.entries()) {
      expect(at).toBeGreaterThanOrEqual(fortnight[index - 1]?.at ?? from);
      expect(at).toBeLessThan(end);
      if (told.gear && told.cabinCelsius && told.network) {
        expect(at - full).toBeLessThanOrEqual(60_000);
        full = at;
      }
    }
    for (const { signals: told } of fortnight.slice(0, 2_000)) signals.parse(told);
  });

  it('never says driving while plugged in, and says that someone is back before the car moves off', () => {
    let moves = 0;
    for (const { before, now } of stepsOf(fortnight)) {
      if (now.gear?.value !== 'P') expect(now.pluggedIn?.value).toBe(false);
      if (now.gear?.value === 'P' || before.gear?.value !== 'P') continue;
      moves++;
      expect(before.userPresent?.value).toBe(true);
      expect(before.locked?.value).toBe(false);
    }
    expect(moves).toBeGreaterThan(20);
  });

  it('empties on trips and fills at the plug, by the draw less the losses, up to the limit', () => {
    const charges = stepsOf([...samples({ seed: 5, from, days: 60, everyMillis: hour })]);
    let charged = 0;
    for (const { before, now, millis } of charges) {
      const soc = now.stateOfChargePercent?.value ?? Number.NaN;
      const gained = soc - (before.stateOfChargePercent?.value ?? Number.NaN);
      expect(soc).toBeLessThanOrEqual(80);
      expect(soc).toBeGreaterThanOrEqual(10);
      const watts = before.chargingWatts?.value ?? 0;
      if (!before.charging?.value) {
        expect(watts).toBe(0);
        continue;
      }
      charged++;
      expect([7_400, 11_000]).toContain(watts);
      const wall = watts / 1_000;
      const kwh = (wall - (0.218 + 0.0572 * wall)) * (millis / hour);
      expect(Math.abs(gained - (kwh / 75) * 100)).toBeLessThanOrEqual(0.11);
    }
    expect(charged).toBeGreaterThan(50);
  });

  it('is warmer in July than in January, and in the afternoon than at night', () => {
    const mean = (start: number, wanted: (hours: number) => boolean) => {
      const cabins = [...samples({ seed: 5, from: start, days: 14, everyMillis: hour })]
        .filter(({ at }) => at % hour === 0 && wanted((at % day) / hour))
        .map((sample) => sample.signals.cabinCelsius?.value ?? Number.NaN);
      return cabins.reduce((sum, celsius) => sum + celsius, 0) / cabins.length;
    };
    const july = Date.UTC(2026, 6, 1);
    const january = Date.UTC(2026, 0, 1);
    expect(mean(july, () => true)).toBeGreaterThan(mean(january, () => true) + 10);
    expect(mean(july, (hours) => hours === 14)).toBeGreaterThan(mean(july, (hours) => hours === 4) + 8);
  });

  it('leaves for work by the clock on the wall, in summer as in winter', () => {
    const meanUtcHour = (zone: string, month: number) => {
      const start = Date.UTC(2026, month, 1);
      const hours: number[] = [];
      for (const stay of staysOf(5, start, { ...commuter, timeZone: zone })) {
        if (stay.arrivesAt > start + 28 * day) break;
        const left = (stay.leavesAt % day) / hour;
        const saturdayOrSunday = [0, 6].includes(new Date(stay.leavesAt).getUTCDay());
        if (stay.leavesAt >= start && stay.place === 'home' && left < 10 && !saturdayOrSunday)
          hours.push(left);
      }
      return hours.reduce((sum, value) => sum + value, 0) / hours.length;
    };
    expect(Math.abs(meanUtcHour('UTC', 6) - meanUtcHour('Europe/Berlin', 6) - 2)).toBeLessThan(0.01);
    expect(Math.abs(meanUtcHour('UTC', 0) - meanUtcHour('Europe/Berlin', 0) - 1)).toBeLessThan(0.01);
  });
});

describe('a simulated car as a source', () => {
  it('tells by its clock what the story says, and nothing after it was stopped', async () => {
    const from = Date.UTC(2026, 6, 7, 6, 30);
    const clock = virtualClock(from);
    const told: Sample[] = [];
    const source = createSimulatedSource({ seed: 5 }, clock);
    const running = await source.start((change) => told.push({ at: clock.now(), signals: change }));
    await clock.passTo(from + 2 * hour);
    const story = [...samples({ seed: 5, from, days: 2 / 24 })];
    expect(told.filter(({ at }) => at < from + 2 * hour)).toEqual(story);
    await running.stop();
    const count = told.length;
    await clock.passTo(from + 3 * hour);
    expect(told).toHaveLength(count);
  });

  it('goes on from there when the clock is set back', async () => {
    const from = Date.UTC(2026, 6, 7, 6, 30);
    const clock = virtualClock(from);
    const told: Signals[] = [];
    const running = await createSimulatedSource({ seed: 5 }, clock).start((change) => told.push(change));
    await clock.passTo(from + hour);
    const count = told.length;
    await clock.passTo(from - day);
    await clock.passTo(from - day + 120_000);
    expect(told.length).toBeGreaterThan(count);
    expect(told.at(-1)?.gear?.at).toBe(from - day + 120_000);
    await running.stop();
  });
});

type Step = { before: Signals; now: Signals; millis: number };

function stepsOf(given: Sample[]): Step[] {
  const steps: Step[] = [];
  let before: Sample = { at: given[0]?.at ?? 0, signals: {} };
  for (const { at, signals: change } of given) {
    const now = { at, signals: { ...before.signals, ...change } };
    if (before.signals.gear) steps.push({ before: before.signals, now: now.signals, millis: at - before.at });
    before = now;
  }
  return steps;
}
