import { readFile } from 'node:fs/promises';

let kept: Promise<Uint8Array<ArrayBuffer>> | undefined;

/**
 * The script of the reference's viewer (Scalar), gzipped: 1.3 MB that only its readers should pay for. A deployed
 * function has it as a file beside itself (write-viewer.ts puts it there); elsewhere it is taken out of its package.
 */
export function viewerScript(): Promise<Uint8Array<ArrayBuffer>> {
  kept ??= readFile(new URL('./viewer.js.gz', import.meta.url))
    .catch(async () => (await import('./packaged-viewer.ts')).packagedViewer())
    .then((bytes) => new Uint8Array(bytes));
  return kept;
}
