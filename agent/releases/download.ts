import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import pRetry from 'p-retry';
import { isSystemError } from '../whole-file.ts';
import { hostOf, privateFetch } from './private-fetch.ts';
import { askForRest } from './range.ts';
import { DownloadPaused, DownloadRefused } from './refusals.ts';

/** A file as a manifest names it. */
export type Wanted = { url: string; bytes: number; sha256: string };

/** Where it is gathered, and where it lies once it is whole. Both in the same file system. */
export type Place = { part: string; whole: string };

export type DownloadDeps = {
  /** Why nothing may be fetched at the moment; null: it may. Asked before each megabyte. */
  mayDownload(): string | null;
  /** Hears of what came over the network, as it comes. */
  onBytes(bytes: number): void;
  ended: AbortSignal;
  /** Tries after the first, while the network or the server is at fault. */
  retries?: number;
  /** The longest pause between two tries. */
  retryMillisMax?: number;
  /** A server that says nothing for so long is at fault. */
  stallMillis?: number;
};

/**
 * Brings the file to `place.whole`, where it appears only with the size and sha256 that the manifest names. What came
 * in an earlier try, or before the process was killed, is gone on with. Throws DownloadRefused where the server has
 * another file, DownloadPaused where the owner's rules ended it, and the last fault where tries are used up.
 */
export async function download(wanted: Wanted, place: Place, deps: DownloadDeps): Promise<void> {
  const { retries = 4, retryMillisMax = 60_000, ended } = deps;
  await mkdir(dirname(place.part), { recursive: true, mode: 0o700 });
  await pRetry(() => attempt(wanted, place, deps), {
    retries,
    maxTimeout: retryMillisMax,
    minTimeout: Math.min(1_000, retryMillisMax),
    randomize: true,
    signal: ended,
    shouldRetry: ({ error }) => !isFinal(error),
  });
}

/** A file system's errors are not the network's: those have a cause. */
const isFinal = (error: Error): boolean =>
  error instanceof DownloadRefused ||
  error instanceof DownloadPaused ||
  isSystemError(error, 'ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO');

/** What lies on the disk, hashed so far. */
type Gathered = { bytes: number; hash: ReturnType<typeof createHash> };

async function attempt(wanted: Wanted, { part, whole }: Place, deps: DownloadDeps): Promise<void> {
  const kept = await gatheredIn(part, wanted);
  const wasResumed = kept.bytes > 0;
  const gathered = kept.bytes < wanted.bytes ? await fetchRest(wanted, { part, kept }, deps) : kept;
  const found = gathered.hash.digest('hex');
  if (found !== wanted.sha256) {
    await rm(part, { force: true });
    const text = `${hostOf(wanted.url)} has another file than the manifest names: sha256 ${found}, not ${wanted.sha256}.`;
    // What was there before may have been what was wrong.
    throw wasResumed ? new Error(text) : new DownloadRefused(text);
  }
  await mkdir(dirname(whole), { recursive: true, mode: 0o700 });
  await rename(part, whole);
}

async function gatheredIn(part: string, { bytes }: Wanted): Promise<Gathered> {
  const hash = createHash('sha256');
  const size = await sizeOf(part);
  if (size > bytes) await rm(part);
  if (size === 0 || size > bytes) return { bytes: 0, hash };
  for await (const chunk of createReadStream(part)) hash.update(chunk);
  return { bytes: size, hash };
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return 0;
    throw error;
  }
}

type Kept = { part: string; kept: Gathered };

async function fetchRest(wanted: Wanted, { part, kept }: Kept, deps: DownloadDeps): Promise<Gathered> {
  const stalled = new AbortController();
  const { stallMillis = 30_000 } = deps;
  const stall = setTimeout(
    () => stalled.abort(new Error(`${hostOf(wanted.url)} said nothing for ${stallMillis / 1_000} s.`)),
    stallMillis,
  );
  try {
    pauseUnlessAllowed(deps);
    const signal = AbortSignal.any([stalled.signal, deps.ended]);
    const rest = await askForRest(wanted, kept.bytes, (headers) =>
      privateFetch(wanted.url, { headers, signal }),
    );
    // What the server does not go on with is of no use.
    if (rest.startsAt !== kept.bytes) await rm(part, { force: true });
    if (rest.body === undefined) throw new Error(rest.problem);
    deps.onBytes(overheadBytes);
    const from = rest.startsAt === 0 ? { bytes: 0, hash: createHash('sha256') } : kept;
    const heard = () => void stall.refresh();
    return await write(rest.body, { wanted, part, from }, { ...deps, heard });
  } finally {
    clearTimeout(stall);
    stalled.abort();
  }
}

/** Headers both ways, and their share of a connection. */
const overheadBytes = 1_000;
const askBytes = 1_000_000;

type Writing = { wanted: Wanted; part: string; from: Gathered };

async function write(
  body: AsyncIterable<Uint8Array>,
  { wanted, part, from }: Writing,
  deps: DownloadDeps & { heard(): void },
): Promise<Gathered> {
  const gathered = { ...from };
  const handle = await open(part, gathered.bytes === 0 ? 'w' : 'a', 0o600);
  let askAt = gathered.bytes + askBytes;
  try {
    for await (const chunk of body) {
      deps.heard();
      deps.onBytes(chunk.byteLength);
      if (gathered.bytes + chunk.byteLength > wanted.bytes) await refuseLonger(wanted, part);
      await handle.appendFile(chunk);
      gathered.hash.update(chunk);
      gathered.bytes += chunk.byteLength;
      if (gathered.bytes >= askAt && gathered.bytes < wanted.bytes) {
        askAt = gathered.bytes + askBytes;
        pauseUnlessAllowed(deps);
      }
    }
    await flushed(handle);
  } finally {
    await handle.close();
  }
  if (gathered.bytes < wanted.bytes)
    throw new Error(`${hostOf(wanted.url)} ended after ${gathered.bytes} of ${wanted.bytes} bytes.`);
  return gathered;
}

/** Before it is renamed: a power cut must not leave a name without its bytes. */
const flushed = (handle: FileHandle) => handle.sync();

async function refuseLonger({ url, bytes }: Wanted, part: string): Promise<never> {
  await rm(part, { force: true });
  throw new DownloadRefused(`${hostOf(url)} sends more than the ${bytes} bytes that the manifest names.`);
}

function pauseUnlessAllowed({ mayDownload }: DownloadDeps): void {
  const reason = mayDownload();
  if (reason !== null) throw new DownloadPaused(reason);
}
