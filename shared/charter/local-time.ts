import { remembered } from './remembered.ts';

/**
 * Wall clocks of IANA time zones, from the zone data that the runtime carries. A wall time is written as the ms since
 * the epoch that it would be if the wall clock were UTC; a day is the number of days of such a time.
 */
export const minuteMillis = 60_000;
export const hourMillis = 3_600_000;
export const dayMillis = 86_400_000;

/** Zones change at quarters of an hour; between them an offset holds. */
const quarterMillis = 900_000;
/** What Date can say. */
const lastInstant = 8.64e15;

/** Names of zones, each in any mixture of small and capital letters: whoever sends charters must not fill the memory. */
const zonesKept = 500;
/** A judgement looks at some weeks; a replay walks on. */
const offsetsKept = 20_000;

/** Whether this runtime knows the zone by that name. Bare offsets like `+02:00` know no daylight saving: not a zone. */
export function isTimeZone(name: string): boolean {
  if (/^[+-]/.test(name)) return false;
  try {
    zoneOf(name);
    return true;
  } catch {
    return false;
  }
}

/** What the wall clock of a zone is ahead of UTC in a quarter of an hour, in ms. Throws where there is no such zone. */
const zoneOf = remembered(zonesKept, (name: string) => {
  const formatter = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  return remembered(offsetsKept, (quarter: number) => readOffset(formatter.format(quarter * quarterMillis)));
});

const offsetAt = (timeZone: string, instant: number): number =>
  zoneOf(timeZone)(Math.floor(Math.max(-lastInstant, Math.min(lastInstant, instant)) / quarterMillis));

/** From "10/26/2025, GMT+02:00", or "GMT" alone. */
function readOffset(text: string): number {
  const found = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(text);
  if (!found) return 0;
  const [, sign, hours, minutes, seconds] = found;
  const offset = Number(hours) * hourMillis + Number(minutes) * minuteMillis + Number(seconds ?? 0) * 1_000;
  return sign === '-' ? -offset : offset;
}

export const wallTimeAt = (timeZone: string, instant: number): number =>
  instant + offsetAt(timeZone, instant);

/**
 * The first instant at which the wall clock shows `wallTime` or later. Where the clock is set forward over it, that is
 * the moment of the change; where it is shown twice, the first time. So later wall times never come earlier, and the
 * hours of a day add up to what the day has.
 */
export function firstInstantOf(timeZone: string, wallTime: number): number {
  const before = offsetAt(timeZone, wallTime - 2 * dayMillis);
  const after = offsetAt(timeZone, wallTime + 2 * dayMillis);
  if (before === after) return wallTime - before;
  const change = changeOf(timeZone, wallTime, before);
  return wallTime - before < change ? wallTime - before : Math.max(change, wallTime - after);
}

/** When the offset stops to be `before`, within two days of a wall time. */
function changeOf(timeZone: string, wallTime: number, before: number): number {
  let still = Math.floor((wallTime - 2 * dayMillis) / quarterMillis);
  let changed = Math.ceil((wallTime + 2 * dayMillis) / quarterMillis);
  while (changed - still > 1) {
    const middle = Math.floor((still + changed) / 2);
    if (offsetAt(timeZone, middle * quarterMillis) === before) still = middle;
    else changed = middle;
  }
  return changed * quarterMillis;
}

/** The day that the wall clock shows. */
export const dayAt = (timeZone: string, instant: number): number =>
  Math.floor(wallTimeAt(timeZone, instant) / dayMillis);

/** When the wall clock's next day begins. */
export const nextDayAt = (timeZone: string, instant: number): number =>
  firstInstantOf(timeZone, (dayAt(timeZone, instant) + 1) * dayMillis);

/** When the wall clock's next month begins. */
export function nextMonthAt(timeZone: string, instant: number): number {
  const wall = new Date(wallTimeAt(timeZone, instant));
  return firstInstantOf(timeZone, Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + 1, 1));
}

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** Of a day; the first of 1970 was a Thursday. */
export const weekdayOf = (day: number): Weekday => weekdays[(((day + 3) % 7) + 7) % 7] ?? 'mon';

/** From "07:30". */
export function timeOfDayMillis(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * hourMillis + minutes * minuteMillis;
}
