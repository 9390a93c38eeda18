import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync, renameSync, rmSync } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';

/*
 * One file holds one object version or one part: its bytes, then its facts as JSON, then a footer of the JSON's
 * length (uint32, big endian) and a mark. Bytes and facts become durable by one fsync and visible by one rename,
 * so that no crash can show one without the other.
 */
const mark = Buffer.from('S3OBJ001', 'latin1');
const footerBytes = 4 + mark.length;
const tailBytes = 4096;
const flushBytes = 256 * 1024;

/** A file being written, under a name nobody reads; `publish` shows it, `discard` drops it. */
export class Draft {
  private readonly handle: FileHandle;
  private readonly path: string;
  private pending: Buffer[] = [];
  private pendingBytes = 0;

  private constructor(handle: FileHandle, path: string) {
    this.handle = handle;
    this.path = path;
  }

  static async open(draftsDir: string): Promise<Draft> {
    const path = join(draftsDir, randomBytes(12).toString('hex'));
    return new Draft(await open(path, 'wx'), path);
  }

  async write(chunk: Buffer): Promise<void> {
    this.pending.push(chunk);
    this.pendingBytes += chunk.length;
    if (this.pendingBytes >= flushBytes) await this.flush();
  }

  /** Appends the facts and makes all of it durable. `facts` must hold the number of bytes written, as `size`. */
  async seal(facts: { size: number }): Promise<void> {
    const json = Buffer.from(JSON.stringify(facts));
    const footer = Buffer.alloc(4);
    footer.writeUInt32BE(json.length);
    this.pending.push(json, footer, mark);
    await this.flush();
    await this.handle.datasync();
    await this.handle.close();
  }

  /** Shows the sealed file as `path`, at once: the caller's checks just before this still hold. */
  publish(path: string): void {
    renameSync(this.path, path);
  }

  /** Drops what was not published; harmless afterwards. */
  async discard(): Promise<void> {
    await this.handle.close().catch(() => undefined);
    await rm(this.path, { force: true });
  }

  private async flush(): Promise<void> {
    const bytes = this.pending.length === 1 ? this.pending[0] : Buffer.concat(this.pending);
    this.pending = [];
    this.pendingBytes = 0;
    if (bytes !== undefined) await this.handle.writeFile(bytes);
  }
}

/** Makes a small text file durable in one step: after a crash it holds the old text or the new one. */
export async function replaceFile(draftsDir: string, path: string, text: string): Promise<void> {
  const draftPath = join(draftsDir, randomBytes(12).toString('hex'));
  const handle = await open(draftPath, 'wx');
  try {
    await handle.writeFile(text);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  renameSync(draftPath, path);
}

function readAt(fd: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(fd, bytes, 0, length, position));
}

/**
 * The facts sealed into a file.
 * @throws Error naming the file if it is not one that `Draft` sealed
 */
export function readFacts(path: string): { size: number } {
  const fd = openSync(path, 'r');
  try {
    const { size: fileBytes } = fstatSync(fd);
    const tailAt = Math.max(0, fileBytes - tailBytes);
    const tail = readAt(fd, tailAt, fileBytes - tailAt);
    const footerAt = fileBytes - footerBytes;
    const footer = tail.subarray(-footerBytes);
    const jsonBytes = footer.length === footerBytes ? footer.readUInt32BE(0) : Number.POSITIVE_INFINITY;
    if (!footer.subarray(4).equals(mark) || jsonBytes > footerAt) throw new Error('it has no footer');
    const jsonAt = footerAt - jsonBytes;
    const json =
      jsonAt >= tailAt ? tail.subarray(jsonAt - tailAt, -footerBytes) : readAt(fd, jsonAt, jsonBytes);
    const facts = JSON.parse(json.toString('utf8')) as { size: number };
    if (facts.size !== jsonAt) throw new Error(`it holds ${jsonAt} bytes, not the ${facts.size} it tells of`);
    return facts;
  } catch (error) {
    throw new Error(
      `${path} is not a file that this S3 stand-in wrote (${(error as Error).message}): move it away and start again.`,
      { cause: error },
    );
  } finally {
    closeSync(fd);
  }
}

/** Removes a file or folder that nothing refers to any more; what a crash leaves is removed at the next start. */
export function removeSync(path: string): void {
  rmSync(path, { force: true, recursive: true });
}
