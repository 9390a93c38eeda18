import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { create, Header } from 'tar';
import { temporaryFolder } from '../../support/vehicle.ts';

type Files = Readonly<Record<string, string>>;

/** As `npm pack` makes it. */
export function archiveOf(files: Files): Buffer {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, 'package', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  const file = join(folder, 'agent.tgz');
  create({ file, cwd: folder, gzip: true, sync: true }, ['package']);
  return readFileSync(file);
}

/** An agent that says which version it is, and leaves its script's trace if one is run. */
export const agentArchive = (version: string, says = version): Buffer =>
  archiveOf({
    'package.json': JSON.stringify({
      name: 'parkade',
      version,
      type: 'module',
      scripts: { install: 'touch ran-a-script', postinstall: 'touch ran-a-script' },
    }),
    'agent/cli/main.ts': `const version: string = ${JSON.stringify(says)};\nconsole.log(version);\n`,
  });

type Entry = { path: string; type: 'File' | 'SymbolicLink' | 'Link' | 'CharacterDevice'; linkpath?: string };

/** An archive that no well-meaning program makes: entries as they are given. */
export function rawArchive(entries: readonly Entry[]): Buffer {
  const text = Buffer.from('text');
  const blocks = entries.flatMap((entry) => {
    const size = entry.type === 'File' ? text.length : 0;
    const header = new Header({ mode: 0o644, size, mtime: new Date(0), ...entry });
    const block = Buffer.alloc(512);
    header.encode(block, 0);
    return size === 0 ? [block] : [block, Buffer.concat([text], 512)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1_024)]));
}
