import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { usageFailure } from './failure.ts';
import { linesOf } from './lines.ts';

/** Lines that are looked at to learn what a file is for. */
const linesLookedAt = 100;

const line = z.object({ url: z.string() });

/** Bytes of an input file. Refuses what is no file, or empty. */
export async function inputBytes(file: string): Promise<number> {
  const found = await stat(file);
  if (!found.isFile()) throw usageFailure(`${file} is no file.`);
  if (found.size === 0) throw usageFailure(`${file} is empty: it has a request a line, as JSON.`);
  return found.size;
}

/** The endpoint that the file's lines name. Refuses an empty file; the market judges whether all of them do. */
export async function endpointOf(file: string): Promise<string> {
  await inputBytes(file);
  let looked = 0;
  for await (const text of linesOf(file)) {
    const { data } = line.safeParse(parseJson(text));
    if (data) return data.url;
    if (++looked === linesLookedAt) break;
  }
  throw usageFailure(
    `${file}: none of the first ${looked} lines is a request with a url ({"custom_id":…,"method":"POST","url":"/v1/…","body":{…}}). If they are meant to be judged as they are, name --endpoint.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
