import { addEntries, differenceOf, type Ledgers } from '../account-group.ts';
import type { Entry } from '../ledger.ts';
import { type Period, spanOfMonth } from '../period.ts';
import { graceMillis, type Invariant } from './facts.ts';

export const journalInvariants: readonly Invariant[] = [
  {
    id: 2,
    name: 'Entries never change: each is in the chain, as it was posted',
    *violations({ entries, journal, now }) {
      if (!journal) return;
      if (journal.misfit !== undefined) yield journal.misfit;
      for (const businessKey of journal.differing) yield `${businessKey} is not what was chained`;
      const refused = new Set(journal.refused.map(({ businessKey }) => businessKey));
      for (const { businessKey, at } of entries)
        if (now > at + graceMillis && !journal.chained.has(businessKey) && !refused.has(businessKey))
          yield `${businessKey} is not in the journal`;
    },
  },
  {
    id: 21,
    name: 'A closed month never changes, and its opening and movements are its closing',
    *violations({ entries, journal }) {
      if (!journal) return;
      for (const { businessKey, at } of journal.refused)
        yield `${businessKey} came after its month was closed: it is of ${new Date(at).toISOString()}`;
      yield* changedPeriods(journal.periods, entries);
    },
  },
];

/** Each month from the end of the one before it: what was closed must be what the entries say today. */
function* changedPeriods(periods: readonly Period[], entries: readonly Entry[]): Generator<string> {
  const [first] = periods;
  if (!first) return;
  const byMonth = Map.groupBy(entries, ({ at }) => new Date(at).toISOString().slice(0, 7));
  let ledgers: Ledgers = new Map();
  let from = spanOfMonth(first.month).from;
  for (const { month, entries: count, ledgers: closing } of periods) {
    if (spanOfMonth(month).from !== from) yield `${month} is closed, but not the month before it`;
    const moved = byMonth.get(month) ?? [];
    ledgers = addEntries(ledgers, moved);
    if (moved.length !== count) yield `${month} was closed with ${count} entries and has ${moved.length}`;
    const difference = differenceOf(closing, ledgers);
    if (difference !== undefined) yield `at the end of ${month} ${difference}`;
    from = spanOfMonth(month).to;
  }
}
