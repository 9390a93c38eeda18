import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Of a process, as the system counts it: whole MB (2^20 bytes). 0 where the system does not tell. */
export async function residentMegabytes(pid: number): Promise<number> {
  if (pid === process.pid) return Math.round(process.memoryUsage.rss() / 2 ** 20);
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
    return Math.round(Number(stdout.trim()) / 1_024) || 0;
  } catch {
    return 0;
  }
}
