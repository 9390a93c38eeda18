import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { type Charter, charter } from '../shared/charter.ts';
import { isSystemError } from './whole-file.ts';

/** The owner's rules as they lie on disk. */
export type CharterFile = {
  readonly path: string;
  readonly rules: Charter;
  /** Why a later version of the file is not gone by: the last one that was valid still holds. */
  readonly problem: string | null;
  /** Reads it again if it was changed; true: other rules hold now. */
  refresh(): Promise<boolean>;
};

/** Throws where there is no such file, or no valid charter in it. */
export async function openCharterFile(path: string): Promise<CharterFile> {
  let rules = await readCharter(path);
  let changedAt = await changeTime(path);
  let problem: string | null = null;
  return {
    path,
    get rules() {
      return rules;
    },
    get problem() {
      return problem;
    },
    async refresh() {
      try {
        const before = changedAt;
        changedAt = await changeTime(path);
        if (changedAt === before) return false;
        rules = await readCharter(path);
        problem = null;
        return true;
      } catch (error) {
        problem = `${error instanceof Error ? error.message : error}\nThe rules that held before still hold.`;
        return false;
      }
    },
  };
}

const changeTime = async (path: string) => (await stat(path)).mtimeMs;

/** The charter in the file; throws with each thing that is wrong in it and where. */
export async function readCharter(path: string): Promise<Charter> {
  const parsed = charter.safeParse(await readJson(path));
  if (parsed.success) return parsed.data;
  throw new Error(`${path} is no valid charter:\n${z.prettifyError(parsed.error)}`);
}

async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const what = isSystemError(error, 'ENOENT') ? 'there is no such file' : 'it can not be read';
    throw new Error(`${path}: ${what}. A charter is a JSON file with its owner's rules.`, { cause: error });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${path} is no JSON: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}
