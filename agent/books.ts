import { existsSync } from 'node:fs';
import type { Charter } from '../shared/charter.ts';
import type { AgreedCharter } from './agreed-charter.ts';
import { type CharterFile, openCharterFile } from './charter-file.ts';
import type { DataDir } from './data-dir.ts';
import { type Journal, openJournal } from './journal.ts';
import { type Meters, openMeters } from './meters.ts';
import { type OwnerWord, openOwnerWord } from './owner-word.ts';

/** What an agent reads when it starts and keeps while it runs. */
export type Books = {
  /** The owner's rules, where any are set. */
  charterFile: CharterFile | undefined;
  /** Those that hold: what the owner agreed to at the market goes before the file. */
  rules(): Charter | undefined;
  /** What is agreed to at the market, once it is known where. */
  goBy(agreed: Pick<AgreedCharter, 'rules'>): void;
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
  let agreed: Pick<AgreedCharter, 'rules'> = { rules: (own) => own };
  const rules = () => agreed.rules(charterFile?.rules);
  const timeZone = () => rules()?.timeZone ?? systemTimeZone();
  const meters = await openMeters({ path: dir.meters, now, timeZone });
  const journal = openJournal(dir.journal, { now });
  return {
    charterFile,
    rules,
    goBy(known) {
      agreed = known;
    },
    word: await openOwnerWord(dir.word),
    meters,
    journal,
    timeZone,
    problems: () =>
      [charterFile?.problem, meters.problem(), journal.problem()].filter((each) => typeof each === 'string'),
  };
}

let systemZone: string | undefined;
/** Found once: it holds as long as the process, and the search is too dear for each line that is kept. */
export const systemTimeZone = (): string => {
  systemZone ??= new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return systemZone;
};
