import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Saves an answer's body as `file`, which appears when it is whole. */
export async function saveDocument(reply: Response, file: string): Promise<void> {
  const body = reply.body
    ? Readable.fromWeb(reply.body as Parameters<typeof Readable.fromWeb>[0])
    : Readable.from([]);
  const part = `${file}.part`;
  await pipeline(body, createWriteStream(part));
  await rename(part, file);
}
