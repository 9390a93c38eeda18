import pRetry from 'p-retry';
import { countNamesOf, countsOf } from '../../shared/journal-counts.ts';
import { type JournalHead, nextLink } from '../../shared/journal-link.ts';
import type { Entry } from '../../shared/ledger.ts';
import type { MessageOf } from '../../shared/messages.ts';
import { isRefusal } from '../../shared/refusal.ts';
import type { Write } from '../adapters/commit.ts';
import { journalWrites } from '../adapters/journal.ts';
import { slotOf, slotWrites } from '../adapters/journal-slots.ts';
import { usageWrites } from '../adapters/usage.ts';
import type { Deps } from '../edge/deps.ts';
import { queueTogetherLambda } from '../edge/lambda.ts';

/** What one link may take in: its segment is read whole, some of them at once. */
const most = { entries: 1_000, writes: 100 };

/**
 * Appends entries to the journal's chain, and counts in the same commit what follows from them: customers' usage and
 * projects' charges, so that each happens exactly once however often an entry is named. Of two who append at once
 * one is refused, looks again at what is chained by now, and goes on.
 */
export const appendJournal =
  (deps: Deps) =>
  async (messages: readonly MessageOf<'journal'>[]): Promise<void> => {
    const businessKeys = [...new Set(messages.flatMap((message) => message.businessKeys))];
    for (let from = 0; from < businessKeys.length; from += most.entries) {
      const named = businessKeys.slice(from, from + most.entries);
      let waiting = await deps.entriesByKey(named);
      if (waiting.length < named.length) {
        const found = new Set(waiting.map(({ businessKey }) => businessKey));
        const missing = named.filter((businessKey) => !found.has(businessKey));
        deps.reportFault(new Error(`There is no entry ${missing.join(', ')} to chain`), 'journal');
      }
      while (waiting.length > 0) waiting = await pRetry(() => appendLink(deps, waiting), untilAlone);
    }
  };

export const handler = queueTogetherLambda('journal', appendJournal);

const untilAlone = {
  retries: 12,
  minTimeout: 25,
  maxTimeout: 1_000,
  randomize: true,
  shouldRetry: ({ error }: { error: unknown }) => isRefusal(error, 'changed_meanwhile'),
};

/** Chains as many of these as go into one link, and returns the rest of those that are not chained. */
async function appendLink(deps: Deps, entries: readonly Entry[]): Promise<Entry[]> {
  // In this order: whoever appends after the head was read makes the commit fail.
  const head = await deps.journal.head();
  const unchained = (await deps.journal.unchained(entries)).sort(byTime);
  const { late = [], inTime = [] } = Object.groupBy(unchained, ({ at }) =>
    at < head.closedUntil ? 'late' : 'inTime',
  );
  for (const entry of late) await refuse(deps, entry, head);
  if (inTime.length === 0) return [];
  const forged = await forge(deps, head, inTime.slice(0, fittingOf(inTime)));
  // Before the commit: an object that no link names is never read.
  await deps.journalObjects.put(forged.object, forged.body);
  await deps.commit(forged.writes);
  return inTime.slice(forged.taken);
}

const byTime = (a: Entry, b: Entry) => a.at - b.at || (a.businessKey < b.businessKey ? -1 : 1);

type Forged = { object: string; body: Uint8Array; writes: Write[]; taken: number };

/** How many of these entries, from the first on, need no more writes than a commit takes: one at least. */
function fittingOf(entries: readonly Entry[]): number {
  const written = new Set(['head', 'link']);
  const over = entries.findIndex((entry) => {
    for (const name of [`slot ${slotOf(entry.at)}`, ...countNamesOf(entry)]) written.add(name);
    return written.size > most.writes;
  });
  return over < 0 ? entries.length : Math.max(1, over);
}

/** A link of these entries: of fewer, from the first on, where what they count as calls for more than itself. */
async function forge(deps: Deps, head: JournalHead, entries: readonly Entry[]): Promise<Forged> {
  const { link, body, head: moved } = await nextLink(head, entries, deps.now());
  const writes = [
    journalWrites.moveHead(moved),
    journalWrites.append(link),
    ...slotWrites(link, entries),
    ...(await countedBy(deps, entries)),
  ];
  if (writes.length > most.writes && entries.length > 1)
    return forge(deps, head, entries.slice(0, Math.ceil(entries.length / 2)));
  return { object: link.object, body, writes, taken: entries.length };
}

async function countedBy({ projects, now }: Deps, entries: readonly Entry[]): Promise<Write[]> {
  const { usage, charges } = countsOf(entries);
  const charged = await Promise.all(
    charges.map(({ month, chargedMicroUsd, ...project }) =>
      projects.charge({ ...project, createdAt: Date.parse(month) }, chargedMicroUsd, now()),
    ),
  );
  return [...usage.map(({ name, sums }) => usageWrites.add(name, sums)), ...charged.flat()];
}

/** An entry of a month that is closed: nobody may post it, and it changes no closed month. Told once. */
async function refuse(
  { commit, reportFault }: Deps,
  entry: Entry,
  { closedUntil }: JournalHead,
): Promise<void> {
  try {
    await commit([journalWrites.refuse(entry)]);
  } catch (error) {
    if (isRefusal(error, 'period_closed')) return;
    throw error;
  }
  const day = (at: number) => new Date(at).toISOString();
  reportFault(
    new Error(`${entry.businessKey} is of ${day(entry.at)}, but all is closed before ${day(closedUntil)}`),
    'journal',
  );
}
