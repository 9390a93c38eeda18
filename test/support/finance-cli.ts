import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { exitCodes } from '../../console/cli/exit-codes.ts';
import { run } from '../../console/cli/run.ts';
import type { World } from '../../console/cli/world.ts';

/** `parkade finance ...` in this process, as a person with this key. Files are kept in a folder of its own. */
export function financeShell({ baseUrl, financeKey }: { baseUrl?: string; financeKey?: string }) {
  const folder = mkdtempSync(join(tmpdir(), 'parkade-finance-'));
  return {
    file: (name: string) => join(folder, name),
    read: (name: string) => readFileSync(join(folder, name)),
    async run(...args: string[]) {
      const [stdout, stderr] = [new PassThrough(), new PassThrough()];
      const output = Promise.all([text(stdout), text(stderr)]);
      let code: number = exitCodes.done;
      await run(
        {
          stdin: Readable.from([]),
          stdout,
          stderr: stderr as unknown as World['stderr'],
          configDir: folder,
          baseUrl,
          apiKey: undefined,
          financeKey,
          version: '0.0.0',
          now: Date.now,
          endWith: (ended) => {
            code = ended;
          },
        },
        ['finance', ...args],
      );
      stdout.end();
      stderr.end();
      const [told, said] = await output;
      return { code, stdout: told, stderr: said };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
