import { groupOf } from '../account-group.ts';
import type { Entry } from '../ledger.ts';
import { type Currency, type MicroUsd, minorUnitsOf } from '../money.ts';
import { type AccountCode, accountCodeOf, exportRounding } from './account-codes.ts';

/** One line of a day's journal, in minor units (cents): what is debited is positive. */
export type DayLine = AccountCode & { debitMinorUnits: number };

/** All that moved on one day of UTC, by account: its lines sum to zero. */
export type JournalDay = { day: string; lines: DayLine[] };

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Account codes stand for groups, so sums are kept by them. */
type Sums = Map<string, MicroUsd>;

/**
 * Sums entries by day and account, and tells the days in minor units, for books that count no finer. What an
 * account stands at there is what it stands at here, cut to whole minor units: so nothing drifts, however many days.
 * What was cut is a line of its own each day (`exportRounding`), which makes the day balance.
 */
export function journalDays(currency: Currency) {
  const opening: Sums = new Map();
  const byDay = new Map<string, Sums>();
  const add = (sums: Sums, { postings }: Entry) => {
    for (const { account, amountMicroUsd } of postings) {
      const group = groupOf(account);
      sums.set(group, (sums.get(group) ?? 0n) + amountMicroUsd);
    }
  };
  return {
    /** Of before the first day: it is not told, but decides what was cut by then. */
    addBefore: (entry: Entry): void => add(opening, entry),

    add(entry: Entry): void {
      const day = dayOf(entry.at);
      const sums = byDay.get(day) ?? new Map<string, MicroUsd>();
      byDay.set(day, sums);
      add(sums, entry);
    },

    tell(): JournalDay[] {
      const balances: Sums = new Map(opening);
      return [...byDay]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([day, moved]) => ({ day, lines: linesOf(balances, moved, currency) }));
    },
  };
}

/** Moves the balances on by a day, and tells by how many whole minor units each account's went. */
function linesOf(balances: Sums, moved: Sums, currency: Currency): DayLine[] {
  const lines: DayLine[] = [];
  for (const [group, amount] of [...moved].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const before = balances.get(group) ?? 0n;
    balances.set(group, before + amount);
    const minorUnits =
      minorUnitsOf(before + amount, currency).minorUnits - minorUnitsOf(before, currency).minorUnits;
    if (minorUnits !== 0) lines.push({ ...accountCodeOf(group), debitMinorUnits: -minorUnits });
  }
  const uneven = lines.reduce((sum, { debitMinorUnits }) => sum + debitMinorUnits, 0);
  if (uneven !== 0) lines.push({ ...exportRounding, debitMinorUnits: -uneven });
  return lines.sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** Whole days, in parts of at most so many lines: what a program takes at a time. A day alone may be more. */
export function inParts(days: readonly JournalDay[], linesAtMost: number): JournalDay[][] {
  const parts: JournalDay[][] = [];
  let lines = 0;
  for (const day of days) {
    const part = parts.at(-1);
    if (part && lines + day.lines.length <= linesAtMost) part.push(day);
    else {
      parts.push([day]);
      lines = 0;
    }
    lines += day.lines.length;
  }
  return parts;
}
