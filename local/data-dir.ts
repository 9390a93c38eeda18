import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivateFile } from './private-file.ts';

/** Rises when entries, holds or balances come to lie in the table otherwise: nothing turns old ones into new ones. */
const ledgerVersion = 2;

/**
 * Two clouds over one folder would fight for its files: the one that runs says so in it. Throws on a folder of another
 * ledger.
 */
export function claimDataDir(dir: string, reset: boolean): void {
  const claim = join(dir, 'running.json');
  const holder = existsSync(claim) ? JSON.parse(readFileSync(claim, 'utf8')).pid : undefined;
  if (holder !== undefined && isAlive(holder))
    throw new Error(`Parkade runs over ${dir} already (process ${holder}). End it, or name another --data.`);
  if (reset) rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  keepLedgerVersion(dir);
  writePrivateFile(claim, JSON.stringify({ pid: process.pid }));
}

function keepLedgerVersion(dir: string): void {
  const file = join(dir, 'ledger.json');
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : undefined;
  // Versions before the second left no such file, but the demo's.
  const isNew = kept === undefined && !existsSync(join(dir, 'demo.json'));
  if (!isNew && kept !== ledgerVersion)
    throw new Error(
      `${dir} holds the ledger of another version of Parkade, which this one can't read. ` +
        'Begin anew with --reset, which forgets it, or name another --data.',
    );
  writePrivateFile(file, JSON.stringify({ version: ledgerVersion }));
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
