import { basename, join } from 'node:path';

/** Where a file of a cache lies: the last part of its name, in a folder that is named after its sha256. */
export const cachedPath = (cache: string, { name, sha256 }: { name: string; sha256: string }): string =>
  join(cache, sha256, basename(name));
