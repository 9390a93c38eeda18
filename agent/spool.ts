import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type HandIn, type LeaseOffer, leaseOffer, workRequest } from '../shared/contract/vehicle.ts';
import { deriveKey, openBytes, sealBytes } from '../shared/sealed-bytes.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** A finished request: its line of the result, and what running it took. */
const finishedRequest = z.strictObject({
  line: z.string(),
  runningMillis: z.number(),
  cpuMillis: z.number(),
});
/** The engine that finishes what follows, for the receipt. */
const ranBy = z.strictObject({ name: z.string(), modelSha256: z.string() });
/** What is kept of a lease, in the order it happened. The hand-in is the last: its result is uploaded. */
const spoolRecord = z.union([
  finishedRequest,
  z.strictObject({ ranBy }),
  z.strictObject({ handIn: workRequest.shape.handIns.element }),
]);
export type FinishedRequest = z.infer<typeof finishedRequest>;
export type RanBy = z.infer<typeof ranBy>;
export type SpoolRecord = FinishedRequest | { ranBy: RanBy } | { handIn: HandIn };

/**
 * Finished requests on disk, a file a lease, so that an agent that was cut off goes on where it stopped. The lease
 * is its first line; each record follows, sealed under the task's key: nothing of a customer's lies open. All of it
 * throws what the file system says.
 */
export type Spool = {
  /** Leases that were taken and not handed in. */
  leases(): Promise<LeaseOffer[]>;
  /** Notes a lease as soon as it is taken: an agent that is cut off before it begins it can still run it. */
  keep(lease: LeaseOffer): Promise<void>;
  /** Whether anything of the lease is finished. */
  holds(lease: LeaseOffer): Promise<boolean>;
  /** What is known of a lease already; `append` adds to it. */
  open(lease: LeaseOffer, taskKey: Bytes): Promise<SpooledTask>;
  remove(lease: LeaseOffer): Promise<void>;
};
type SpooledTask = {
  records: readonly SpoolRecord[];
  append(record: SpoolRecord): Promise<void>;
};

export function createSpool(folder: string): Spool {
  async function keep(lease: LeaseOffer) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = pathOf(folder, lease);
    if (!existsSync(path)) await writeFile(path, `${JSON.stringify(lease)}\n`, { mode: 0o600 });
  }

  return {
    async leases() {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const found: LeaseOffer[] = [];
      for (const name of (await readdir(folder)).sort()) {
        const [head = ''] = await readLines(join(folder, name));
        const lease = leaseOffer.safeParse(parseJson(head));
        // A file cut off in its first line holds nothing finished.
        if (lease.success) found.push(lease.data);
        else await rm(join(folder, name));
      }
      return found;
    },
    keep,
    holds: async (lease) => (await readLines(pathOf(folder, lease))).length > 1,
    async open(lease, taskKey) {
      await keep(lease);
      const path = pathOf(folder, lease);
      const key = await deriveKey(taskKey, 'spool');
      const [head = '', ...sealed] = await readLines(path);
      const records = await openLines(sealed, key);
      // Up to the last whole line: the next one must not join on to half of one. Needs no room on the disk.
      await truncate(path, bytesOf([head, ...sealed.slice(0, records.length)]));
      let count = records.length;
      return {
        records,
        async append(record) {
          const plain = new TextEncoder().encode(JSON.stringify(record));
          const line = await sealBytes(key, new Uint8Array(randomBytes(12)), plain, contextOf(count));
          count++;
          await appendFile(path, `${Buffer.from(line).toString('base64')}\n`);
        },
      };
    },
    remove: (lease) => rm(pathOf(folder, lease), { force: true }),
  };
}

/** The market names the task; a hash of the name is a safe file name whatever it is. */
const pathOf = (folder: string, { taskId, fence }: LeaseOffer) =>
  join(folder, createHash('sha256').update(`${taskId} ${fence}`).digest('hex'));

const contextOf = (position: number) => `spool ${position}`;

const bytesOf = (lines: readonly string[]) =>
  lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);

async function readLines(path: string): Promise<string[]> {
  try {
    return (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Up to the first line that does not open: a crash leaves at most the last one incomplete. */
async function openLines(lines: readonly string[], key: Bytes): Promise<SpoolRecord[]> {
  const records: SpoolRecord[] = [];
  for (const line of lines) {
    const sealed = new Uint8Array(Buffer.from(line, 'base64'));
    const plain = await openBytes(key, sealed, contextOf(records.length)).catch(() => undefined);
    if (!plain) break;
    records.push(spoolRecord.parse(JSON.parse(new TextDecoder().decode(plain))));
  }
  return records;
}
