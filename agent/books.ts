import { existsSync } from 'node:fs';
import { type CharterFile, openCharterFile } from './charter-file.ts';
import type { DataDir } from './data-dir.ts';
import { type Journal, openJournal } from './journal.ts';
import { type Meters, openMeters } from './meters.ts';
import { type OwnerWord, openOwnerWord } from './owner-word.ts';

/** What an agent reads when it starts and keeps while it runs. */
export type Books = {
  /** The owner's rules, where any are set. */
  charterFile: CharterFile | undefined;
  word: OwnerWord;
  meters: Meters;
  journal: Journal;
  /** Of the owner's days and hours. */
  timeZone(): string;
  /** What can not be read or written at the moment, in words. */
  problems(): string[];
};

/** Throws where a charter is named, or lies in the data folder, and is not valid. Writes nothing yet. */
export async function openBooks(
  dir: DataDir,
  charterPath: string | undefined,
  now: () => number,
): Promise<Books> {
  const path = charterPath ?? (existsSync(dir.charter) ? dir.charter : undefined);
  const charterFile = path === undefined ? undefined : await openCharterFile(path);
  const timeZone = () => charterFile?.rules.timeZone ?? systemTimeZone();
  const meters = await openMeters({ path: dir.meters, now, timeZone });
  const journal = openJournal(dir.journal, { now });
  return {
    charterFile,
    word: await openOwnerWord(dir.word),
    meters,
    journal,
    timeZone,
    problems: () =>
      [charterFile?.problem, meters.problem(), journal.problem()].filter((each) => typeof each === 'string'),
  };
}

export const systemTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
