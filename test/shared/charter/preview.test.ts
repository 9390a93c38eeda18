import { expect, test } from 'vitest';
import { preview } from '../../../shared/charter/preview.ts';
import { type Charter, standardCharter } from '../../../shared/charter.ts';

const base: Charter = {
  ...standardCharter,
  timeZone: 'Europe/Berlin',
  departure: { ...standardCharter.departure, weekly: [] },
};
const every = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const nightHours = { ...base, hours: [{ days: [...every], from: '21:00', to: '05:30' }] };
/** A Monday, 08:00 in Berlin. */
const morning = Date.UTC(2026, 10, 30, 7);
const berlin = (at: number) =>
  new Date(at).toLocaleTimeString('en-GB', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' });
const clock = (periods: readonly { startsAt: number; endsAt: number }[]) =>
  periods.map(({ startsAt, endsAt }) => `${berlin(startsAt)}-${berlin(endsAt)}`);

test('from noon to noon by the charter’s clock: what the hours allow, and why the rest is not', () => {
  const seen = preview(nightHours, morning, { chargePercent: 100 });
  expect([seen.startsAt, seen.endsAt]).toEqual([Date.UTC(2026, 10, 30, 11), Date.UTC(2026, 11, 1, 11)]);
  expect(clock(seen.allowed)).toEqual(['21:00-05:30']);
  expect(seen.charging).toEqual([]);
  expect(clock(seen.forbidden)).toEqual(['12:00-21:00', '05:30-12:00']);
  expect(seen.forbidden.map(({ code }) => code)).toEqual(['outside-hours', 'outside-hours']);
  expect(seen.week).toEqual({ allowedHours: 7 * 8.5, microUsdPerKwh: 187_000 });
  expect(clock(preview(base, morning, { chargePercent: 100 }).allowed)).toEqual(['12:00-12:00']);
});

test('computing ends in time to charge for a departure, as the car itself would judge it, and not after it', () => {
  const seen = preview(base, morning, { chargePercent: 70, departure: { time: '06:00', targetPercent: 80 } });
  const [computing] = seen.computing;
  const [charging] = seen.charging;
  expect(clock(seen.allowed)).toEqual(['12:00-12:00']);
  expect(seen.computing).toHaveLength(1);
  expect(Math.abs((computing?.endsAt ?? 0) - (charging?.startsAt ?? 0))).toBeLessThanOrEqual(300_000);
  expect(clock([charging ?? seen])[0]).toMatch(/^04:\d\d-06:00$/);
});

test('a floor above the charge, and a circuit too small, are no hours that it computes in', () => {
  const low = preview({ ...base, stateOfChargeFloorPercent: 50 }, morning, { chargePercent: 40 });
  expect([low.allowed, low.forbidden.map(({ code }) => code)]).toEqual([[], ['charge-below-floor']]);
  expect(low.week).toEqual({ allowedHours: 0, microUsdPerKwh: undefined });
  const weak = preview({ ...base, circuitWatts: 100 }, morning, { chargePercent: 100 });
  expect(weak.forbidden[0]?.code).toBe('circuit-full');
});

test('of two reasons the one is told that keeps the car all the while', () => {
  const seen = preview({ ...nightHours, stateOfChargeFloorPercent: 90 }, morning, { chargePercent: 60 });
  expect(seen.forbidden).toMatchObject([
    { code: 'charge-below-floor', text: expect.stringContaining('your floor is 90 %') },
  ]);
});

test('prices by the hour are told, those of a feed are not, and too dear an hour is not allowed', () => {
  const window = { days: [...every], from: '01:00', to: '06:00', microUsdPerKwh: 100_000 };
  const tariff = {
    kind: 'time-of-use' as const,
    windows: [window],
    otherwiseMicroUsdPerKwh: 450_000,
    ceilingMicroUsdPerKwh: 300_000,
  };
  const seen = preview({ ...base, tariff }, morning, { chargePercent: 100 });
  expect(clock(seen.allowed)).toEqual(['01:00-06:00']);
  expect(seen.prices.map(({ microUsdPerKwh }) => microUsdPerKwh)).toEqual([450_000, 100_000, 450_000]);
  expect(seen.week).toEqual({ allowedHours: 35, microUsdPerKwh: 100_000 });
  const feed = { kind: 'dynamic' as const, ceilingMicroUsdPerKwh: 300_000 };
  const unknown = preview({ ...base, tariff: feed }, morning, { chargePercent: 100 });
  expect(unknown.prices.map(({ microUsdPerKwh }) => microUsdPerKwh)).toEqual([undefined]);
  expect(unknown.week).toEqual({ allowedHours: 168, microUsdPerKwh: undefined });
});

test('a departure is the first of its time after noon, the noon that ends the night included', () => {
  const chargedUntil = (at: string) => {
    const { charging } = preview(base, morning, {
      chargePercent: 70,
      departure: { time: at, targetPercent: 80 },
    });
    return charging.map(({ endsAt }) => (endsAt - morning) / 3_600_000);
  };
  // Hours from eight in the morning.
  expect([chargedUntil('15:00'), chargedUntil('11:59'), chargedUntil('12:00')]).toEqual([[7], [28], [28]]);
});

test('whoever is charged enough computes until the time that is kept free before a departure, and needs no charging', () => {
  const rules = { ...base, departure: { ...base.departure, reserveMinutes: 30 } };
  const seen = preview(rules, morning, {
    chargePercent: 100,
    departure: { time: '06:00', targetPercent: 80 },
  });
  expect(clock(seen.computing)).toEqual(['12:00-05:30']);
  expect(seen.charging).toEqual([]);
});

test('hours are told to five minutes of a night, and to a quarter of an hour of a week', () => {
  const short = { ...base, hours: [{ days: [...every], from: '21:00', to: '21:02' }] };
  const seen = preview(short, morning, { chargePercent: 100 });
  expect(clock(seen.allowed)).toEqual(['21:00-21:05']);
  expect(seen.week.allowedHours).toBe(7 / 4);
});

test('the car is taken to tell all that rules may ask for, and nothing against computing', () => {
  const interlocks = Object.fromEntries(Object.keys(base.interlocks).map((name) => [name, 'required']));
  const mild = { maxCelsius: 0, signal: 'required' as const };
  const strict = {
    ...base,
    interlocks: interlocks as Charter['interlocks'],
    temperatures: { cabin: mild, battery: mild, computer: mild },
    wearBudgetMicroUsdPerMonth: 1_000,
    network: { wifiOnly: true, bytesPerDay: 1_000 },
  };
  expect(clock(preview(strict, morning, { chargePercent: 100 }).allowed)).toEqual(['12:00-12:00']);
});

test('what costs the same one after the other is one stretch, and none begins where the night ends', () => {
  const priced = (from: string, to: string, microUsdPerKwh: number) => ({
    days: [...every],
    ...{ from, to, microUsdPerKwh },
  });
  const tariff = {
    kind: 'time-of-use' as const,
    windows: [priced('20:00', '22:00', 300), priced('22:00', '23:00', 200), priced('23:00', '01:00', 200)],
    otherwiseMicroUsdPerKwh: 100,
    ceilingMicroUsdPerKwh: 300,
  };
  const noon = { ...tariff, windows: [...tariff.windows, priced('12:00', '13:00', 50)] };
  const { prices } = preview({ ...base, tariff: noon }, morning, { chargePercent: 100 });
  expect(clock(prices)).toEqual(['12:00-13:00', '13:00-20:00', '20:00-22:00', '22:00-01:00', '01:00-12:00']);
  expect(prices.map(({ microUsdPerKwh }) => microUsdPerKwh)).toEqual([50, 100, 300, 200, 100]);
});
