import { appendFile, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type JournalEntry, type JournalNote, journalEntry } from './journal-entry.ts';
import { linesOf } from './lines.ts';
import { isSystemError } from './whole-file.ts';

/** The car's own log, in `folder`: JSON lines, a file a day (UTC), readable by its owner alone. */
export type Journal = {
  /** Takes note at once and writes it soon. Never fails: see `problem`. */
  note(note: JournalNote): void;
  /** Why it can not be written at the moment, in words; what happened meanwhile is lost. */
  problem(): string | undefined;
  /** Resolves when all that was noted is written, or could not be. */
  written(): Promise<void>;
};

type JournalOptions = { now: () => number; daysKept?: number; bytesMax?: number };

const millisPerDay = 86_400_000;
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
const fileName = /^(\d{4}-\d\d-\d\d)\.jsonl$/;

/**
 * A disk that is full or broken does not keep the car from working: the journal says so, and tries again with the next
 * note. Old days go first, by age and by size; half of `bytesMax` is for the day that runs.
 */
export function openJournal(
  folder: string,
  { now, daysKept = 35, bytesMax = 200_000_000 }: JournalOptions,
): Journal {
  let waiting: JournalEntry[] = [];
  let writing: Promise<void> = Promise.resolve();
  let problem: string | undefined;
  const today = { day: '', bytes: 0 };
  // A process that died in the middle of a line has left half of one: ours must not join on to it.
  let glue = '\n';

  async function write() {
    const entries = waiting;
    waiting = [];
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      for (const [day, lines] of byDay(entries)) await writeDay(day, lines.join(''));
    } catch (error) {
      glue = '\n';
      problem = wordsFor(error, folder);
    }
  }

  async function writeDay(day: string, lines: string) {
    const path = join(folder, `${day}.jsonl`);
    if (today.day !== day) {
      const before = dayOf(now() - daysKept * millisPerDay);
      await removeOld(folder, { before, today: day, bytesMax: bytesMax / 2 });
      Object.assign(today, { day, bytes: await sizeOf(path) });
    }
    if (today.bytes + lines.length > bytesMax / 2) {
      problem = `The log of ${day} has grown to ${Math.round(today.bytes / 1e6)} MB: the rest of the day is not noted.`;
      return;
    }
    await appendFile(path, `${glue}${lines}`, { mode: 0o600 });
    today.bytes += Buffer.byteLength(lines) + glue.length;
    glue = '';
    problem = undefined;
  }

  return {
    note(note) {
      waiting.push({ ...note, at: now() });
      // Notes of one moment go to the disk together.
      if (waiting.length === 1) writing = writing.then(write);
    },
    problem: () => problem,
    written: () => writing,
  };
}

function byDay(entries: readonly JournalEntry[]): Map<string, string[]> {
  const days = new Map<string, string[]>();
  for (const entry of entries) {
    const day = dayOf(entry.at);
    days.set(day, [...(days.get(day) ?? []), `${JSON.stringify(entry)}\n`]);
  }
  return days;
}

function wordsFor(error: unknown, folder: string): string {
  if (isSystemError(error, 'ENOSPC')) return `The disk is full: nothing can be noted in ${folder}.`;
  const what = isSystemError(error) ? error.code : String(error);
  return `Nothing can be noted in ${folder} (${what}): may the agent write there?`;
}

async function daysIn(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder);
    return names.flatMap((name) => fileName.exec(name)?.[1] ?? []).sort();
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return [];
    throw error;
  }
}

type Keeping = { before: string; today: string; bytesMax: number };

/** What is older than `before`, and what is too much of the days before `today`, the oldest first. */
async function removeOld(folder: string, { before, today, bytesMax }: Keeping) {
  let bytes = 0;
  for (const day of (await daysIn(folder)).reverse()) {
    if (day >= today) continue;
    const path = join(folder, `${day}.jsonl`);
    bytes += await sizeOf(path);
    if (day < before || bytes > bytesMax) await rm(path);
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return 0;
    throw error;
  }
}

/** What was noted since then, in its order. What a crash or a full disk cut in half is left out. */
export async function* readJournal(folder: string, since = 0): AsyncGenerator<JournalEntry> {
  for (const day of await daysIn(folder)) {
    if (day < dayOf(since)) continue;
    for await (const line of linesOf(join(folder, `${day}.jsonl`))) {
      const entry = entryOf(line);
      if (entry && entry.at >= since) yield entry;
    }
  }
}

function entryOf(line: string): JournalEntry | undefined {
  if (line === '') return undefined;
  try {
    return journalEntry.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
