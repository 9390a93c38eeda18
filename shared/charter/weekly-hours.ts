import type { WeeklyWindow } from '../charter.ts';
import { dayAt, dayMillis, firstInstantOf, timeOfDayMillis, weekdayOf } from './local-time.ts';

/** From `startsAt` until before `endsAt`, ms since the epoch. */
export type Period = { startsAt: number; endsAt: number };

/**
 * When weekly windows hold between two instants: in order, without overlaps, what touches made one. A window that
 * holds at `from` begins there; one that holds at `until` ends there.
 */
export function openPeriods(
  windows: readonly WeeklyWindow[],
  timeZone: string,
  { startsAt: from, endsAt: until }: Period,
): Period[] {
  // A window ends on the day after it began, at the latest.
  const firstDay = dayAt(timeZone, from) - 1;
  const lastDay = dayAt(timeZone, until);
  const found: Period[] = [];
  for (let day = firstDay; day <= lastDay; day++) {
    for (const window of windows) {
      if (!window.days.includes(weekdayOf(day))) continue;
      const { startsAt, endsAt } = windowOn(day, window, timeZone);
      const clipped = { startsAt: Math.max(startsAt, from), endsAt: Math.min(endsAt, until) };
      if (clipped.startsAt < clipped.endsAt) found.push(clipped);
    }
  }
  return merged(found);
}

function windowOn(day: number, { from, to }: WeeklyWindow, timeZone: string): Period {
  const start = timeOfDayMillis(from);
  const end = timeOfDayMillis(to);
  const midnight = day * dayMillis;
  return {
    startsAt: firstInstantOf(timeZone, midnight + start),
    endsAt: firstInstantOf(timeZone, midnight + end + (end > start ? 0 : dayMillis)),
  };
}

function merged(periods: readonly Period[]): Period[] {
  const whole: Period[] = [];
  for (const period of periods.toSorted((a, b) => a.startsAt - b.startsAt)) {
    const last = whole.at(-1);
    if (last && period.startsAt <= last.endsAt) last.endsAt = Math.max(last.endsAt, period.endsAt);
    else whole.push({ ...period });
  }
  return whole;
}
