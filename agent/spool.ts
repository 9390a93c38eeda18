import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type LeaseOffer, leaseOffer } from '../shared/contract/vehicle.ts';
import { deriveKey, openBytes, sealBytes } from '../shared/sealed-bytes.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** A finished request: its line of the result, and what running it took. */
const finishedRequest = z.strictObject({
  line: z.string(),
  runningMillis: z.number(),
  cpuMillis: z.number(),
});
export type FinishedRequest = z.infer<typeof finishedRequest>;

/**
 * Finished requests on disk, a file a lease, so that an agent that was cut off goes on where it stopped. The lease
 * is its first line; each finished request follows, sealed under the task's key: nothing of a customer's lies open.
 */
export type Spool = {
  /** Leases that were taken and not handed in. */
  leases(): Promise<LeaseOffer[]>;
  /** Notes a lease as soon as it is taken: an agent that is cut off before it begins it can still run it. */
  keep(lease: LeaseOffer): Promise<void>;
  /** Whether anything of the lease is finished. */
  holds(lease: LeaseOffer): Promise<boolean>;
  /** What is finished of a lease already; `append` adds to it. */
  open(lease: LeaseOffer, taskKey: Bytes): Promise<SpooledTask>;
  remove(lease: LeaseOffer): Promise<void>;
};
export type SpooledTask = {
  finished: FinishedRequest[];
  append(request: FinishedRequest): Promise<void>;
};

export function createSpool(folder: string): Spool {
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
    async keep(lease) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = pathOf(folder, lease);
      if (!existsSync(path)) await writeFile(path, `${JSON.stringify(lease)}\n`, { mode: 0o600 });
    },
    holds: async (lease) => (await readLines(pathOf(folder, lease))).length > 1,
    async open(lease, taskKey) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = pathOf(folder, lease);
      const key = await deriveKey(taskKey, 'spool');
      const [, ...sealed] = await readLines(path);
      const finished = await openLines(sealed, key);
      // Written anew up to the last whole line: the next one must not join on to half of one.
      const kept = [JSON.stringify(lease), ...sealed.slice(0, finished.length)];
      await writeFile(path, kept.map((line) => `${line}\n`).join(''), { mode: 0o600 });
      let count = finished.length;
      return {
        finished,
        async append(request) {
          const plain = new TextEncoder().encode(JSON.stringify(request));
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
async function openLines(lines: readonly string[], key: Bytes): Promise<FinishedRequest[]> {
  const finished: FinishedRequest[] = [];
  for (const line of lines) {
    const sealed = new Uint8Array(Buffer.from(line, 'base64'));
    const plain = await openBytes(key, sealed, contextOf(finished.length)).catch(() => undefined);
    if (!plain) break;
    finished.push(finishedRequest.parse(JSON.parse(new TextDecoder().decode(plain))));
  }
  return finished;
}
