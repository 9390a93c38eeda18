import { notNow, type Rule, until } from './finding.ts';
import { dayMillis } from './local-time.ts';
import { openPeriods } from './weekly-hours.ts';
import { timeText } from './words.ts';

/** Far enough for most. */
const nearMillis = 2 * dayMillis;
/** A week and a day: every window comes at least once. */
const lookAheadMillis = 8 * dayMillis;

/** Computing keeps to the owner's weekly hours. */
export const withinHours: Rule = (moment) => {
  const { charter, now } = moment;
  if (!charter.hours) return [];
  const { hours, timeZone } = charter;
  const near = { startsAt: now, endsAt: now + nearMillis };
  const ahead = { startsAt: now, endsAt: now + lookAheadMillis };
  const [soon] = openPeriods(hours, timeZone, near);
  const next = soon && soon.endsAt < near.endsAt ? soon : openPeriods(hours, timeZone, ahead)[0];
  if (!next) return [notNow('outside-hours', 'your hours do not allow it this week.')];
  if (next.startsAt > now) {
    const text = `your hours begin at ${timeText(timeZone, next.startsAt, now)}.`;
    return [notNow('outside-hours', text, next.startsAt)];
  }
  return next.endsAt >= ahead.endsAt ? [] : [until(moment, 'outside-hours', next.endsAt, 'your hours end.')];
};
