import type { JournalSearch } from './journal-search.ts';

const dayMillis = 86_400_000;

/** The first and the last day of UTC, both included: "2027-01-31". */
export type Days = { from: string; to: string };

const dayOf = (millis: number) => new Date(millis).toISOString().slice(0, 10);

/** The running month until today, unless the address says something else. */
export function daysOf({ from, to }: JournalSearch, now = Date.now()): Days {
  return {
    from: from === undefined ? `${dayOf(now).slice(0, 7)}-01` : dayOf(from),
    to: to === undefined ? dayOf(now) : dayOf(to - 1),
  };
}

export const spanOf = ({ from, to }: Days): { from: number; to: number } => ({
  from: Date.parse(from),
  to: Date.parse(to) + dayMillis,
});
