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
  expect(clock([seen])).toEqual(['12:00-12:00']);
  expect(clock(seen.allowed)).toEqual(['21:00-05:30']);
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
