import { extract, list, type ReadEntry } from 'tar';

/** As `npm pack` makes it: all in one folder of this name. */
const root = 'package';

const entriesMax = 200_000;
const unpackedBytesMax = 4e9;

/**
 * Unpacks a .tgz into `folder`, which is there and empty, without its outermost folder. Throws, having written nothing,
 * where anything in it is neither file nor folder (a link, a device), or would lie outside. No script in it is run.
 */
export async function unpackArchive(archive: string, folder: string): Promise<void> {
  await checkEntries(archive);
  await extract({ file: archive, cwd: folder, strip: 1, strict: true, preserveOwner: false, noMtime: true });
}

async function checkEntries(archive: string): Promise<void> {
  let problem: string | undefined;
  let entries = 0;
  let bytes = 0;
  await list({
    file: archive,
    strict: true,
    onReadEntry(entry) {
      entries++;
      bytes += entry.size;
      problem ??= problemOf(entry);
    },
  });
  if (entries === 0) problem ??= 'it is empty';
  if (entries > entriesMax || bytes > unpackedBytesMax) problem ??= 'it unpacks to more than an agent is';
  if (problem !== undefined) throw new Error(`The agent's archive is not unpacked: ${problem}.`);
}

function problemOf({ type, path }: ReadEntry): string | undefined {
  const shown = JSON.stringify(path);
  if (type !== 'File' && type !== 'OldFile' && type !== 'Directory') return `${shown} is a ${type}`;
  const [first, ...rest] = path.replace(/\/$/, '').split('/');
  const isPlain = rest.every((part) => part !== '' && part !== '.' && part !== '..');
  if (first !== root || !isPlain || /[\\\0]/.test(path)) return `${shown} lies outside of ${root}/`;
  return undefined;
}
