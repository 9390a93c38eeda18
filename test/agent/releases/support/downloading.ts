import { download, type Wanted } from '../../../../agent/releases/download.ts';

/** A process that downloads one file, for a test that kills it. */
const [, , wanted = '', part = '', whole = ''] = process.argv;
await download(
  JSON.parse(wanted) as Wanted,
  { part, whole },
  {
    mayDownload: () => null,
    onBytes: () => undefined,
    ended: new AbortController().signal,
  },
);
