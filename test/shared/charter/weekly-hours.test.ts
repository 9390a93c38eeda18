import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  dayAt,
  dayMillis,
  firstInstantOf,
  isTimeZone,
  nextDayAt,
  nextMonthAt,
  timeOfDayMillis,
  wallTimeAt,
  weekdayOf,
  weekdays,
} from '../../../shared/charter/local-time.ts';
import { openPeriods, type Period } from '../../../shared/charter/weekly-hours.ts';
import type { WeeklyWindow } from '../../../shared/charter.ts';

const hour = 3_600_000;
const hoursOf = (periods: readonly Period[]) =>
  periods.reduce((sum, { startsAt, endsAt }) => sum + (endsAt - startsAt) / hour, 0);

/** A day of a zone, from midnight to midnight. */
function dayOf(timeZone: string, date: string): Period {
  const wall = Date.parse(`${date}T00:00Z`);
  return { startsAt: firstInstantOf(timeZone, wall), endsAt: firstInstantOf(timeZone, wall + dayMillis) };
}

const changes = [
  ['Europe/Berlin', '2026-03-29', 23],
  ['Europe/Berlin', '2026-10-25', 25],
  ['Europe/Berlin', '2026-07-01', 24],
  ['America/New_York', '2026-03-08', 23],
  ['America/New_York', '2026-11-01', 25],
  ['America/New_York', '2026-12-24', 24],
  ['Australia/Lord_Howe', '2026-04-05', 24.5],
  ['Australia/Lord_Howe', '2026-10-04', 23.5],
] as const;

test.each(changes)('a whole day of %s on %s has %d hours', (timeZone, date, hours) => {
  const day = dayOf(timeZone, date);
  expect((day.endsAt - day.startsAt) / hour).toBe(hours);
  const allDay: WeeklyWindow = { days: [...weekdays], from: '00:00', to: '24:00' };
  expect(openPeriods([allDay], timeZone, day)).toEqual([day]);
  expect(nextDayAt(timeZone, day.startsAt)).toBe(day.endsAt);
  expect(nextDayAt(timeZone, day.endsAt - 1)).toBe(day.endsAt);
});

test.each([
  // The clocks go from 02:00 to 03:00, or from 03:00 back to 02:00.
  ['Europe/Berlin', '2026-03-29', '01:00', '04:00', 2],
  ['Europe/Berlin', '2026-03-29', '02:15', '02:45', 0],
  ['Europe/Berlin', '2026-03-29', '02:30', '03:30', 0.5],
  ['Europe/Berlin', '2026-10-25', '01:00', '04:00', 4],
  ['Europe/Berlin', '2026-10-25', '02:00', '02:30', 0.5],
  ['Europe/Berlin', '2026-10-25', '02:30', '03:00', 1.5],
  ['America/New_York', '2026-03-08', '01:00', '04:00', 2],
  ['America/New_York', '2026-11-01', '00:30', '02:00', 2.5],
] as const)('in %s on %s, %s to %s is open for %d h', (...given) => {
  const [timeZone, date, from, to, hours] = given;
  const window: WeeklyWindow = { days: ['sun'], from, to };
  expect(hoursOf(openPeriods([window], timeZone, dayOf(timeZone, date)))).toBe(hours);
});

test.each([
  ['2026-03-28', 7],
  ['2026-10-24', 9],
  ['2026-07-04', 8],
])('a night over midnight from %s is open for %d h', (saturday, hours) => {
  const night: WeeklyWindow = { days: ['sat'], from: '22:00', to: '06:00' };
  const { startsAt } = dayOf('Europe/Berlin', saturday);
  const found = openPeriods([night], 'Europe/Berlin', { startsAt, endsAt: startsAt + 2 * dayMillis });
  expect(found).toHaveLength(1);
  expect(hoursOf(found)).toBe(hours);
});

test('however the hours of a day are cut into windows, they add up to the day', () => {
  const quarter = fc.integer({ min: 1, max: 95 });
  const time = (quarters: number) =>
    quarters === 96 ? '24:00' : new Date(quarters * 900_000).toISOString().slice(11, 16);
  fc.assert(
    fc.property(fc.constantFrom(...changes), fc.uniqueArray(quarter), ([timeZone, date, hours], cuts) => {
      const edges = [0, ...cuts.toSorted((a, b) => a - b), 96];
      const windows = edges
        .slice(1)
        .map((to, no): WeeklyWindow => ({ days: [...weekdays], from: time(edges[no] ?? 0), to: time(to) }));
      const day = dayOf(timeZone, date);
      expect(windows.reduce((sum, each) => sum + hoursOf(openPeriods([each], timeZone, day)), 0)).toBe(hours);
      expect(openPeriods(windows, timeZone, day)).toEqual([day]);
    }),
  );
});

test('a wall time comes at the first instant that shows it or more, in every zone', () => {
  const zone = fc.constantFrom(
    ...['Europe/Berlin', 'America/New_York', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu'],
    ...['Pacific/Apia', 'Africa/Casablanca', 'America/Sao_Paulo', 'UTC'],
  );
  const minute = fc
    .integer({ min: Date.UTC(2010) / 60_000, max: Date.UTC(2035) / 60_000 })
    .map((minutes) => minutes * 60_000);
  const nearChange = fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -60, max: 36 * 60 }))
    .map(([[, date], minutes]) => Date.parse(date) + minutes * 60_000);
  fc.assert(
    fc.property(zone, fc.oneof(minute, nearChange), (timeZone, wall) => {
      const at = firstInstantOf(timeZone, wall);
      expect(wallTimeAt(timeZone, at)).toBeGreaterThanOrEqual(wall);
      expect(wallTimeAt(timeZone, at - 1)).toBeLessThan(wall);
    }),
    { numRuns: 2_000 },
  );
});

test('windows that touch or overlap are one period, and what lies outside is cut off', () => {
  const windows: WeeklyWindow[] = [
    { days: ['mon'], from: '08:00', to: '10:00' },
    { days: ['mon'], from: '10:00', to: '12:00' },
    { days: ['mon'], from: '11:00', to: '11:30' },
    { days: ['mon'], from: '20:00', to: '20:00' },
  ];
  const monday = Date.UTC(2026, 2, 2);
  expect(openPeriods(windows, 'UTC', { startsAt: monday + 9 * hour, endsAt: monday + 30 * hour })).toEqual([
    { startsAt: monday + 9 * hour, endsAt: monday + 12 * hour },
    { startsAt: monday + 20 * hour, endsAt: monday + 30 * hour },
  ]);
});

test('before zones had whole hours, wall clocks were off by minutes and seconds', () => {
  const of = (timeZone: string, instant: number) => (wallTimeAt(timeZone, instant) - instant) / 1_000;
  const long = Date.UTC(1880, 0, 1);
  expect(of('Europe/Berlin', long)).toBe(53 * 60 + 28);
  expect(of('America/New_York', long)).toBe(-(4 * 3_600 + 56 * 60 + 2));
  expect(of('Asia/Kathmandu', Date.UTC(2026, 0, 1))).toBe(5 * 3_600 + 45 * 60);
  expect(of('America/St_Johns', Date.UTC(2026, 0, 1))).toBe(-(3 * 3_600 + 30 * 60));
  expect(of('UTC', long)).toBe(0);
});

test('beyond what a calendar can say, the last offset holds', () => {
  for (const sign of [-1, 1]) {
    const last = sign * 8.64e15;
    const offset = wallTimeAt('Europe/Berlin', last) - last;
    expect(wallTimeAt('Europe/Berlin', last + sign * 1e12) - (last + sign * 1e12)).toBe(offset);
  }
});

test('days have the names of their week, before 1970 as well', () => {
  const names = Array.from({ length: 16 }, (_, at) => weekdayOf(at - 8));
  expect(names.join(' ')).toBe('wed thu fri sat sun mon tue wed thu fri sat sun mon tue wed thu');
});

test('a time of day is so long after midnight', () => {
  expect(['00:00', '07:30', '23:59', '24:00'].map(timeOfDayMillis)).toEqual([
    0,
    7.5 * hour,
    dayMillis - 60_000,
    dayMillis,
  ]);
});

test('windows are found in the order of time, however they were written', () => {
  const windows: WeeklyWindow[] = [
    { days: ['tue', 'mon'], from: '20:00', to: '21:00' },
    { days: ['mon'], from: '08:00', to: '09:00' },
  ];
  const monday = Date.UTC(2026, 2, 2);
  const found = openPeriods(windows, 'UTC', { startsAt: monday, endsAt: monday + 2 * dayMillis });
  expect(found.map(({ startsAt, endsAt }) => [(startsAt - monday) / hour, (endsAt - monday) / hour])).toEqual(
    [
      [8, 9],
      [20, 21],
      [44, 45],
    ],
  );
  // Asked of no time at all, none is open; the last day asked for counts.
  expect(openPeriods(windows, 'UTC', { startsAt: monday, endsAt: monday })).toEqual([]);
  expect(openPeriods(windows, 'UTC', { startsAt: monday + 44.5 * hour, endsAt: monday + 60 * hour })).toEqual(
    [{ startsAt: monday + 44.5 * hour, endsAt: monday + 45 * hour }],
  );
});

test('months and days begin at midnight of the zone', () => {
  const lastHour = Date.UTC(2026, 11, 31, 22, 30);
  expect(nextMonthAt('Europe/Berlin', lastHour)).toBe(Date.UTC(2026, 11, 31, 23));
  expect(nextMonthAt('America/New_York', lastHour)).toBe(Date.UTC(2027, 0, 1, 5));
  expect(dayAt('Europe/Berlin', lastHour + hour) - dayAt('Europe/Berlin', lastHour)).toBe(1);
});

test.each([
  ['Europe/Berlin', true],
  ['America/Argentina/Buenos_Aires', true],
  ['UTC', true],
  ['europe/berlin', true],
  ['Etc/GMT+5', true],
  ['America/Port-au-Prince', true],
  ['-02:00', false],
  ['+02', false],
  ['Mars/Olympus', false],
  ['+02:00', false],
  ['', false],
])('%s is a time zone: %s', (name, is) => {
  expect(isTimeZone(name)).toBe(is);
});
