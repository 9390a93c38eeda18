import { createHash } from 'node:crypto';
import { md5Of } from './bucket.ts';
import { badArgument, badPart, badPartOrder, malformed, noUpload, partTooSmall } from './object-errors.ts';

type Upload = { key: string; contentType: string | undefined; parts: Map<number, Part> };
type Part = { bytes: Uint8Array; etag: string };
type NamedPart = { PartNumber?: number; ETag?: string };

/** S3's minimum of every part but the last. */
const leastPartBytes = 5 * 1024 * 1024;

/** The uploads of a bucket that are not completed. */
export function uploadsBy(newId: () => string) {
  const uploads = new Map<string, Upload>();
  const at = (key: string, uploadId = ''): Upload => {
    const upload = uploads.get(uploadId);
    if (upload?.key !== key) throw noUpload();
    return upload;
  };
  return {
    begin(key: string, contentType: string | undefined): string {
      const uploadId = `upload-${newId()}`;
      uploads.set(uploadId, { key, contentType, parts: new Map() });
      return uploadId;
    },

    put(key: string, uploadId: string | undefined, number: number | undefined, bytes: Uint8Array): string {
      const { parts } = at(key, uploadId);
      if (!Number.isInteger(number) || Number(number) < 1 || Number(number) > 10_000)
        throw badArgument('Part number must be an integer between 1 and 10000, inclusive');
      const etag = md5Of(bytes);
      parts.set(Number(number), { bytes, etag });
      return etag;
    },

    /** What the named parts make together; the upload is gone then. */
    complete(key: string, uploadId: string | undefined, named: readonly NamedPart[]) {
      const { parts, contentType } = at(key, uploadId);
      const chosen = chosenOf(parts, named);
      uploads.delete(uploadId ?? '');
      const md5 = createHash('md5');
      for (const { etag } of chosen) md5.update(etag, 'hex');
      return {
        bytes: new Uint8Array(Buffer.concat(chosen.map(({ bytes }) => bytes))),
        contentType,
        etag: `${md5.digest('hex')}-${chosen.length}`,
      };
    },

    abort(key: string, uploadId: string | undefined): void {
      at(key, uploadId);
      uploads.delete(uploadId ?? '');
    },
  };
}

function chosenOf(parts: ReadonlyMap<number, Part>, named: readonly NamedPart[]): Part[] {
  if (named.length === 0) throw malformed('CompleteMultipartUpload must name at least one Part.');
  const numbers = named.map(({ PartNumber }) => Number(PartNumber));
  if (numbers.some((number, at) => at > 0 && number <= (numbers[at - 1] as number))) throw badPartOrder();
  const chosen = named.map(({ PartNumber, ETag = '' }) => {
    const part = parts.get(Number(PartNumber));
    if (part?.etag !== ETag.replace(/^"(.*)"$/, '$1')) throw badPart();
    return part;
  });
  if (chosen.slice(0, -1).some(({ bytes }) => bytes.length < leastPartBytes)) throw partTooSmall();
  return chosen;
}
