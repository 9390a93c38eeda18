import { z } from 'zod';
import { findText, writeWhole } from './whole-file.ts';

/** What the owner said by hand. It outlives a restart: a pause of eight hours is eight hours. */
const kept = z.strictObject({
  pausedUntil: z.number().int().nullable(),
  finishThenStop: z.boolean(),
});
type Kept = z.infer<typeof kept>;

export type OwnerWord = {
  readonly pausedUntil: number | null;
  readonly finishThenStop: boolean;
  /** Holds at once, in memory; rejects when it could not be kept for the next start as well. */
  say(word: Partial<Kept>): Promise<void>;
};

const unsaid: Kept = { pausedUntil: null, finishThenStop: false };

/** A damaged file is taken for a pause without end: what the owner said is not known, so nothing runs. */
const damaged: Kept = { pausedUntil: Number.MAX_SAFE_INTEGER, finishThenStop: false };

export async function openOwnerWord(path: string): Promise<OwnerWord> {
  const text = await findText(path);
  const said = text === undefined ? { ...unsaid } : readWord(text);
  return {
    get pausedUntil() {
      return said.pausedUntil;
    },
    get finishThenStop() {
      return said.finishThenStop;
    },
    say(word) {
      Object.assign(said, word);
      return writeWhole(path, JSON.stringify(said));
    },
  };
}

function readWord(text: string): Kept {
  try {
    return kept.parse(JSON.parse(text));
  } catch {
    return { ...damaged };
  }
}
