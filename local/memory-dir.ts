import { mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Where Linux keeps files in memory. A container may give it 64 MB, which a table of many tests would fill. */
const memory = '/dev/shm';
const leastFreeBytes = 512 * 1024 ** 2;
const prefix = 'parkade-';
/** The memory may be shared with those whose processes can't be seen from here: theirs are in use for less than this. */
const leftMillis = 3_600_000;

export type MemoryDir = { dir: string; remove(): void };

/** A folder that is held in memory: what is written there waits for no disk. Undefined where there is none with room. */
export function memoryDir(): MemoryDir | undefined {
  try {
    removeLeft();
    const { bavail, bsize } = statfsSync(memory);
    if (bavail * bsize < leastFreeBytes) return undefined;
    const dir = mkdtempSync(join(memory, `${prefix}${process.pid}-`));
    return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
  } catch {
    return undefined;
  }
}

/** What processes left that were killed: nothing else would give their memory back. */
function removeLeft(): void {
  for (const name of readdirSync(memory)) {
    const pid = Number(name.startsWith(prefix) && name.slice(prefix.length).split('-')[0]);
    const dir = join(memory, name);
    const { mtimeMs = Date.now() } = statSync(dir, { throwIfNoEntry: false }) ?? {};
    if (pid && !isAlive(pid) && Date.now() - mtimeMs > leftMillis)
      rmSync(dir, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
