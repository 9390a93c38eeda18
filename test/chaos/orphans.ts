import { readdirSync, readFileSync } from 'node:fs';

/** Command lines of processes that name this folder, but for our own; none where the system does not tell. */
export function processesNaming(dir: string): string[] {
  try {
    return readdirSync('/proc')
      .filter((pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid)
      .map(commandLineOf)
      .filter((line) => line.includes(dir));
  } catch {
    return [];
  }
}

/** Of one that has ended meanwhile: nothing. */
function commandLineOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}
