import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat, statfs, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedPath } from '../engines/cached-path.ts';
import { isSystemError } from '../whole-file.ts';
import type { Place } from './download.ts';
import { DownloadRefused } from './refusals.ts';

/** A file as it is kept: by its sha256, in a folder of that name, since engines go by the names of files. */
export type Pinned = { name: string; bytes: number; sha256: string };

export type FileCache = {
  folder: string;
  placeOf(file: Pinned): Place;
  /** Whether it lies there whole and unchanged: read and hashed once, then looked at. A damaged one is deleted. */
  holds(file: Pinned): Promise<boolean>;
  /** Bytes of it that are there, whole or not. */
  bytesOf(file: Pinned): Promise<number>;
  /** They were used now: what was not used for longest goes first. */
  noteUse(files: readonly Pinned[]): Promise<void>;
  /**
   * Makes room for `bytes` more, under the cap and on the disk, and deletes for it what is not in `needed` (sha256s).
   * Throws DownloadRefused where that is not enough.
   */
  makeRoom(bytes: number, needed: ReadonlySet<string>): Promise<void>;
  remove(sha256: string): Promise<void>;
};

/** Kept free on the disk, for results and the log. */
const reserveBytes = 200_000_000;

/** `bytesMax`: over all files, also those that are not whole yet. */
export function openFileCache({ folder, bytesMax }: { folder: string; bytesMax: number }): FileCache {
  /** By path, when it was last changed: what is changed afterwards is hashed again. */
  const hashed = new Map<string, number>();
  const pathOf = (file: Pinned) => cachedPath(folder, file);
  const partOf = ({ sha256 }: Pick<Pinned, 'sha256'>) => join(folder, `${sha256}.part`);

  async function holds(file: Pinned): Promise<boolean> {
    const path = pathOf(file);
    const { size, mtimeMs } = await sizeAt(path);
    if (size === 0) return false;
    if (size === file.bytes && (hashed.get(path) === mtimeMs || (await sha256Of(path)) === file.sha256)) {
      hashed.set(path, mtimeMs);
      return true;
    }
    hashed.delete(path);
    await rm(path, { force: true });
    return false;
  }

  async function remove(sha256: string) {
    for (const path of [join(folder, sha256), partOf({ sha256 })])
      await rm(path, { recursive: true, force: true });
  }

  return {
    folder,
    placeOf: (file) => ({ part: partOf(file), whole: pathOf(file) }),
    holds,
    bytesOf: async (file) => (await sizeOf(pathOf(file))) || (await sizeOf(partOf(file))),
    async noteUse(files) {
      const now = new Date();
      for (const { sha256 } of files) await utimes(join(folder, sha256), now, now).catch(() => undefined);
    },
    async makeRoom(bytes, needed) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const kept = await entriesOf(folder);
      let used = kept.reduce((sum, each) => sum + each.bytes, 0);
      let free = await freeBytes(folder);
      const fits = () => used + bytes <= bytesMax && free >= bytes + reserveBytes;
      const dispensable = kept.filter(({ sha256 }) => !needed.has(sha256));
      for (const { sha256, bytes: size } of dispensable.toSorted((a, b) => a.usedAt - b.usedAt)) {
        if (fits()) return;
        await remove(sha256);
        used -= size;
        free += size;
      }
      if (used + bytes > bytesMax)
        throw new DownloadRefused(
          `${gigabytes(used + bytes)} would be kept, over --model-cache-gigabytes (${gigabytes(bytesMax)}).`,
        );
      if (!fits())
        throw new DownloadRefused(
          `The disk is full: ${gigabytes(bytes)} are needed, ${gigabytes(free)} free.`,
        );
    },
    remove,
  };
}

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(2)} GB`;

type Entry = { sha256: string; bytes: number; usedAt: number };

/** By sha256; what is not whole counts as well. */
async function entriesOf(folder: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const name of await namesIn(folder)) {
    const path = join(folder, name);
    const about = await stat(path);
    const inside = about.isDirectory() ? await namesIn(path) : [];
    let bytes = about.isDirectory() ? 0 : about.size;
    for (const each of inside) bytes += await sizeOf(join(path, each));
    entries.push({ sha256: name.replace(/\.part$/, ''), bytes, usedAt: about.mtimeMs });
  }
  return entries;
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

const freeBytes = async (folder: string): Promise<number> => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
};

const namesIn = (folder: string): Promise<string[]> => orAbsent(readdir(folder), []);
const sizeAt = (path: string): Promise<{ size: number; mtimeMs: number }> =>
  orAbsent<{ size: number; mtimeMs: number }>(stat(path), { size: 0, mtimeMs: 0 });
const sizeOf = async (path: string): Promise<number> => (await sizeAt(path)).size;

async function orAbsent<Value>(found: Promise<Value>, absent: Value): Promise<Value> {
  try {
    return await found;
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return absent;
    throw error;
  }
}
