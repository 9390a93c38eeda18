import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const unpack = fileURLToPath(new URL('unpack-chromium.ts', import.meta.url));

/**
 * Chromium as it comes from npm, unpacked once for an install. The package unpacks it into the temporary folder, and
 * tells who asks meanwhile of a program that is half written: here it stands in its place whole, or not at all.
 */
export function chromiumProgram(): string {
  const { version } = JSON.parse(
    readFileSync(join(root, 'node_modules/@sparticuz/chromium/package.json'), 'utf8'),
  );
  const cache = join(root, 'node_modules/.cache');
  const place = join(cache, `chromium-${version}`);
  if (!existsSync(place)) {
    mkdirSync(cache, { recursive: true });
    const own = mkdtempSync(join(cache, 'chromium-'));
    unpackInto(own);
    moveTo(place, own);
  }
  return join(place, 'chromium');
}

function unpackInto(dir: string): void {
  const { status, stderr } = spawnSync(process.execPath, [unpack], {
    env: { ...process.env, TMPDIR: dir },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`Chromium could not be unpacked into ${dir}:\n${stderr}`);
}

function moveTo(place: string, own: string): void {
  try {
    renameSync(own, place);
  } catch (error) {
    if (!existsSync(place)) throw error;
    // Another process was sooner.
    rmSync(own, { recursive: true });
  }
}
