import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type OpenAI from 'openai';
import { APIError } from 'openai';
import { isPassing, isSystemError } from './explain.ts';
import type { World } from './world.ts';

const tries = 5;
const pauseMillis = 500;

type Wanted = { openai: OpenAI; fileId: string; bytes: number };

/** A file's bytes from `from` on. Where the connection breaks it goes on from the byte it came to. */
async function* contentOf({ openai, fileId, bytes }: Wanted, from: number): AsyncGenerator<Uint8Array> {
  let at = from;
  for (let triesLeft = tries; at < bytes; triesLeft--) {
    try {
      const reply = await openai.files.content(fileId, { headers: { Range: `bytes=${at}-` } });
      if (reply.status !== 206 || !reply.body) throw new Error('The market sent no range of the file.');
      for await (const chunk of reply.body) {
        at += chunk.length;
        triesLeft = tries;
        yield chunk;
      }
    } catch (error) {
      if (triesLeft <= 1 || !isBreak(error)) throw error;
      await pause(pauseMillis);
    }
  }
}

/** A connection that broke in the middle of an answer is a plain Error; a refusal is not mended by asking again. */
const isBreak = (error: unknown) => !(error instanceof APIError) || isPassing(error);

/** Streams a file out. */
export async function printFile({ stdout }: World, wanted: Wanted): Promise<void> {
  await pipeline(Readable.from(contentOf(wanted, 0)), stdout, { end: false });
}

/**
 * Saves a file as `path`, which appears when it is whole. What an earlier run got of it lies beside it under the
 * file's id, and is gone on from.
 */
export async function saveFile(
  wanted: Wanted,
  path: string,
  onProgress: (got: number, bytes: number) => void,
): Promise<void> {
  const part = `${path}.${wanted.fileId}.part`;
  const kept = await sizeOf(part);
  if (kept > wanted.bytes) await rm(part);
  let got = kept > wanted.bytes ? 0 : kept;
  const counted = async function* () {
    for await (const chunk of contentOf(wanted, got)) {
      yield chunk;
      got += chunk.length;
      onProgress(got, wanted.bytes);
    }
  };
  await pipeline(Readable.from(counted()), createWriteStream(part, { flags: 'a' }));
  await rename(part, path);
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return 0;
    throw error;
  }
}
