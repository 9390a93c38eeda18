import type { Bucket, Version } from './bucket.ts';
import { parseAlgorithm } from './checksums.ts';
import type { SignedRequest } from './request.ts';
import { S3Error } from './s3-error.ts';
import type { Store } from './store.ts';

/** What every handler gets. `now`: milliseconds since the epoch. */
export type Call = { request: SignedRequest; store: Store; now: () => number };

const storedHeaders = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];
const maximumMetadataBytes = 2048;

/** Every x-amz-* header with a meaning here, but for x-amz-meta-*. */
const knownHeaders = new Set([
  'x-amz-checksum-algorithm',
  'x-amz-checksum-mode',
  'x-amz-checksum-crc32',
  'x-amz-checksum-sha1',
  'x-amz-checksum-sha256',
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-decoded-content-length',
  'x-amz-sdk-checksum-algorithm',
  'x-amz-trailer',
  'x-amz-user-agent',
]);

/**
 * An x-amz-* header asks S3 for something (encryption, tags, a copy): what is not done here is refused, never ignored.
 * @throws S3Error NotImplemented
 */
export function refuseUnknownHeaders({ headers }: SignedRequest): void {
  for (const name of Object.keys(headers)) {
    if (!name.startsWith('x-amz-') || name.startsWith('x-amz-meta-') || knownHeaders.has(name)) continue;
    if (name.startsWith('x-amz-checksum-')) parseAlgorithm(name.slice('x-amz-checksum-'.length));
    throw new S3Error(
      'NotImplemented',
      `The header ${name} implies functionality that this stand-in has not.`,
      {
        Header: name,
      },
    );
  }
}

/**
 * The headers kept with an object and given back on reads.
 * @throws S3Error MetadataTooLarge
 */
export function objectHeaders({ headers }: SignedRequest): Record<string, string> {
  const kept: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  let metadataBytes = 0;
  for (const [name, value] of Object.entries(headers)) {
    const isMetadata = name.startsWith('x-amz-meta-');
    if (isMetadata) metadataBytes += name.length - 'x-amz-meta-'.length + value.length;
    if (isMetadata || storedHeaders.includes(name)) kept[name] = value;
  }
  if (metadataBytes > maximumMetadataBytes) {
    throw new S3Error('MetadataTooLarge', `Your metadata headers exceed ${maximumMetadataBytes} bytes.`);
  }
  // aws-chunked describes the transfer, not the object.
  const encodings = (kept['content-encoding'] ?? '').split(',').map((encoding) => encoding.trim());
  const encoding = encodings.filter((entry) => entry !== '' && entry !== 'aws-chunked').join(',');
  delete kept['content-encoding'];
  return encoding === '' ? kept : { ...kept, 'content-encoding': encoding };
}

/** The reply's version id: none where versions were never turned on. */
export function versionHeaders(bucket: Bucket, { versionId }: Version): Record<string, string> {
  return bucket.versioning === 'Unversioned' ? {} : { 'x-amz-version-id': versionId };
}

/**
 * A whole number from the query.
 * @throws S3Error InvalidArgument unless it is `minimum` or more
 */
export function queryNumber(
  { query }: SignedRequest,
  name: string,
  minimum: number,
  fallback: number,
): number {
  const text = query.get(name);
  if (text === undefined) return fallback;
  if (/^\d{1,9}$/.test(text) && Number(text) >= minimum) return Number(text);
  throw new S3Error('InvalidArgument', `${name} must be a whole number from ${minimum} on, not '${text}'`, {
    ArgumentName: name,
    ArgumentValue: text,
  });
}
