import { createHash } from 'node:crypto';
import type { JournalFacts } from '../../shared/invariants/snapshot.ts';
import { lineOf } from '../../shared/journal-link.ts';
import type { Entry } from '../../shared/ledger.ts';
import type { journalIn } from './journal.ts';
import type { recordsIn } from './records.ts';

export type JournalSources = { journal: ReturnType<typeof journalIn> } & Pick<
  ReturnType<typeof recordsIn>,
  'periods'
>;

/** The chain as it is read and proved, to be compared with the entries, which are read after it. */
export type ReadJournal = { misfit?: string; marks: ReadonlyMap<string, string> };

/** In memory are the entries' names and the hashes of what is chained of them. */
export async function readJournal({ journal }: JournalSources): Promise<ReadJournal> {
  const marks = new Map<string, string>();
  const twice: string[] = [];
  const { misfit = undefined } = await journal.verify((entry) => {
    if (marks.has(entry.businessKey)) twice.push(entry.businessKey);
    marks.set(entry.businessKey, markOf(entry));
  });
  const found = misfit ?? (twice[0] === undefined ? undefined : `${twice[0]} is in the chain twice`);
  return { marks, ...(found !== undefined && { misfit: found }) };
}

/** What the chain, read before them, says of these entries. */
export async function journalFacts(
  { periods }: JournalSources,
  { misfit, marks }: ReadJournal,
  entries: readonly Entry[],
): Promise<JournalFacts> {
  const left = new Set(marks.keys());
  const differing: string[] = [];
  for (const entry of entries) {
    const mark = marks.get(entry.businessKey);
    left.delete(entry.businessKey);
    if (mark !== undefined && mark !== markOf(entry)) differing.push(entry.businessKey);
  }
  return {
    ...(misfit !== undefined && { misfit }),
    chained: new Set(marks.keys()),
    // Chained, and gone from the ledger.
    differing: [...differing, ...left],
    periods: await periods.list(),
    refused: await periods.refused(),
  };
}

const markOf = (entry: Entry): string => createHash('sha256').update(lineOf(entry)).digest('base64url');
