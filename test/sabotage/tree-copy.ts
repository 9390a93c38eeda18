import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Patch, sabotaged } from './patch.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export type TreeCopy = ReturnType<typeof copyTree>;

/** All that a commit of everything would hold, in a folder of its own; the installed packages are shared. */
export function copyTree() {
  const dir = mkdtempSync(join(tmpdir(), 'parkade-sabotage-'));
  const listing = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const listed = execFileSync('git', listing, { cwd: root, encoding: 'utf8', maxBuffer: 1e8 });
  for (const file of listed.split('\0').filter((name) => name !== '' && existsSync(join(root, name)))) {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    cpSync(join(root, file), join(dir, file));
  }
  symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules'));
  return {
    dir,

    /** With the bug in the copy, and without it again. */
    async withBug<Found>(patch: Patch, look: () => Promise<Found>): Promise<Found> {
      const path = join(dir, patch.file);
      const sound = readFileSync(path, 'utf8');
      writeFileSync(path, sabotaged(sound, patch));
      try {
        return await look();
      } finally {
        writeFileSync(path, sound);
      }
    },

    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}
