import { notNow, type Rule, until } from './finding.ts';
import { dayMillis } from './local-time.ts';
import { openPeriods } from './weekly-hours.ts';
import { timeText } from './words.ts';

/** A week and a day: every window comes at least once. */
const lookAheadMillis = 8 * dayMillis;

/** Computing keeps to the owner's weekly hours. */
export const withinHours: Rule = (moment) => {
  const { charter, now } = moment;
  if (!charter.hours) return [];
  const ahead = { startsAt: now, endsAt: now + lookAheadMillis };
  const [next] = openPeriods(charter.hours, charter.timeZone, ahead);
  if (!next) return [notNow('outside-hours', 'your hours do not allow it this week.')];
  if (next.startsAt > now) {
    const text = `your hours begin at ${timeText(charter.timeZone, next.startsAt, now)}.`;
    return [notNow('outside-hours', text, next.startsAt)];
  }
  return next.endsAt >= ahead.endsAt ? [] : [until(moment, 'outside-hours', next.endsAt, 'your hours end.')];
};
