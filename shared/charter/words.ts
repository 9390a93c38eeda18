import { dayMillis, hourMillis, minuteMillis, type Weekday, wallTimeAt, weekdayOf } from './local-time.ts';

const dayNames: Readonly<Record<Weekday, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

/** "21:00", "07:00 tomorrow", "22:00 on Friday" or "12:00 on 2026-03-01", by the wall clock of a zone. */
export function timeText(timeZone: string, at: number, now: number): string {
  const wall = wallTimeAt(timeZone, at);
  // Beyond what Date can say.
  if (Math.abs(wall) > 8.64e15) return 'further notice';
  const [date = '', time = ''] = new Date(wall).toISOString().split('T');
  const clock = time.slice(0, 5);
  const day = Math.floor(wall / dayMillis);
  const daysAhead = day - Math.floor(wallTimeAt(timeZone, now) / dayMillis);
  if (daysAhead < 0 || daysAhead >= 7) return `${clock} on ${date}`;
  if (daysAhead === 0) return clock;
  return daysAhead === 1 ? `${clock} tomorrow` : `${clock} on ${dayNames[weekdayOf(day)]}`;
}

/** "45 s", "32 min", "5.2 h". */
export function durationText(millis: number): string {
  if (millis < 2 * minuteMillis) return `${Math.round(millis / 1_000)} s`;
  if (millis < 2 * hourMillis) return `${Math.round(millis / minuteMillis)} min`;
  return millis < 100 * dayMillis ? `${(millis / hourMillis).toFixed(1)} h` : 'months';
}

/** "$0.41", "$0.187", "-$0.02": at least cents, at most the micro-USD that there are. */
export function usdText(microUsd: number): string {
  const [whole, decimals = ''] = (Math.abs(microUsd) / 1e6).toFixed(6).split('.');
  return `${microUsd < 0 ? '-' : ''}$${whole}.${decimals.slice(0, 2)}${decimals.slice(2).replace(/0+$/, '')}`;
}

/** "54 %", "54.5 %". */
export const percentText = (percent: number): string => `${Math.round(percent * 10) / 10} %`;

/** "0.42 kW", "7.4 kW". */
export const kilowattText = (watts: number): string => `${Math.round(watts / 10) / 100} kW`;

/** "45 °C", "45.5 °C". */
export const celsiusText = (celsius: number): string => `${Math.round(celsius * 10) / 10} °C`;

/** "2 MB", "1.5 GB": millions and billions of bytes, as data plans count. */
export const bytesText = (bytes: number): string =>
  bytes < 1e9 ? `${Math.round(bytes / 1e5) / 10} MB` : `${Math.round(bytes / 1e8) / 10} GB`;
