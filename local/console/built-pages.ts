import { spawn } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const folder = join(import.meta.dirname, '../../console/web');

export type Page = { bytes: Uint8Array<ArrayBuffer>; zipped?: Uint8Array<ArrayBuffer>; type: string };

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.md': 'text/markdown; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** The console's files by their path, made first where they are older than their sources. Rejects where they can't be. */
export async function builtPages(): Promise<ReadonlyMap<string, Page>> {
  await make();
  const dist = join(folder, 'dist');
  const paths = globSync('**/*.*', { cwd: dist }).map((path) => path.replaceAll('\\', '/'));
  const pages = await Promise.all(
    paths.map(async (path) => [`/${path}`, await pageOf(join(dist, path))] as const),
  );
  return new Map(pages);
}

/** In a process of its own: what makes the pages is a hundred megabytes that the market does without. */
function make(): Promise<void> {
  const maker = spawn(process.execPath, [join(folder, 'build.ts'), '--if-needed'], {
    stdio: ['ignore', 2, 2],
  });
  return new Promise((resolve, reject) => {
    maker.once('error', reject);
    maker.once('exit', (status) => {
      if (status === 0) resolve();
      else reject(new Error(`console/web/build.ts ended with ${status}.`));
    });
  });
}

async function pageOf(file: string): Promise<Page> {
  const bytes = new Uint8Array(readFileSync(file));
  const type = types[extname(file)] ?? 'application/octet-stream';
  return /^text|svg/.test(type)
    ? { bytes, type, zipped: new Uint8Array(await promisify(gzip)(bytes)) }
    : { bytes, type };
}
