import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivateFile } from './private-file.ts';

/** Two clouds over one folder would fight for its files: the one that runs says so in it. */
export function claimDataDir(dir: string, reset: boolean): void {
  const claim = join(dir, 'running.json');
  const holder = existsSync(claim) ? JSON.parse(readFileSync(claim, 'utf8')).pid : undefined;
  if (holder !== undefined && isAlive(holder))
    throw new Error(`Parkade runs over ${dir} already (process ${holder}). End it, or name another --data.`);
  if (reset) rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  writePrivateFile(claim, JSON.stringify({ pid: process.pid }));
}

export const releaseDataDir = (dir: string) => rmSync(join(dir, 'running.json'), { force: true });

/** The system may have given the number of a process that was killed to another: where it tells, we look. */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync(commandLine) || readFileSync(commandLine, 'utf8').includes('start.ts');
}
