import { type FileHandle, open } from 'node:fs/promises';
import type { Bucket, Version } from './bucket.ts';
import { type Call, versionHeaders } from './call.ts';
import { checksumHeaders } from './checksums.ts';
import { isNotModified } from './conditions.ts';
import type { Reply } from './reply.ts';
import type { SignedRequest } from './request.ts';
import { S3Error } from './s3-error.ts';

/** Query parameters that set a header of this one reply, as a presigned download may. */
export const responseOverrides = [
  'response-cache-control',
  'response-content-disposition',
  'response-content-encoding',
  'response-content-language',
  'response-content-type',
  'response-expires',
];

type Range = { start: number; end: number };

/**
 * The bytes asked for, both inclusive; undefined for all, also when the header can't be read or asks for
 * several ranges, as S3 does.
 * @throws S3Error InvalidRange
 */
function parseRange(header: string | undefined, size: number): Range | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (match === null || (first === '' && last === '')) return undefined;
  if (first !== '' && last !== '' && Number(first) > Number(last)) return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start <= end) return { start, end };
  throw new S3Error(
    'InvalidRange',
    'The requested range is not satisfiable',
    { RangeRequested: header ?? '', ActualObjectSize: String(size) },
    { 'content-range': `bytes */${size}` },
  );
}

/** @throws S3Error NoSuchKey, NoSuchVersion, MethodNotAllowed (the version is a delete marker) */
function getVersion(bucket: Bucket, { key, query, method }: SignedRequest): Version {
  const versionId = query.get('versionId');
  const version = versionId === undefined ? bucket.findLatest(key) : bucket.findVersion(key, versionId);
  if (version !== undefined && !version.isDeleteMarker) return version;
  if (versionId !== undefined && version === undefined) {
    throw new S3Error('NoSuchVersion', 'The specified version does not exist.', {
      Key: key,
      VersionId: versionId,
    });
  }
  const marker = version && { 'x-amz-delete-marker': 'true', ...versionHeaders(bucket, version) };
  if (versionId !== undefined) {
    throw new S3Error(
      'MethodNotAllowed',
      'The specified method is not allowed against this resource.',
      { Method: method, ResourceType: 'DeleteMarker' },
      { ...marker, allow: 'DELETE' },
    );
  }
  throw new S3Error('NoSuchKey', 'The specified key does not exist.', { Key: key }, marker);
}

/** An unversioned object may be replaced, and its old file removed, between look-up and open: then look again. */
async function openVersion(
  bucket: Bucket,
  request: SignedRequest,
): Promise<{ version: Version; handle: FileHandle }> {
  for (;;) {
    const version = getVersion(bucket, request);
    try {
      return { version, handle: await open(version.path, 'r') };
    } catch (error) {
      if (bucket.findVersion(version.key, version.versionId) === version) throw error;
    }
  }
}

function describe(
  bucket: Bucket,
  version: Version,
  { headers, query }: SignedRequest,
): Record<string, string> {
  const overrides = responseOverrides.flatMap((name) => {
    const value = query.get(name);
    return value === undefined ? [] : [[name.slice('response-'.length), value]];
  });
  const isWhole = headers.range === undefined;
  const isChecked = isWhole && headers['x-amz-checksum-mode']?.toUpperCase() === 'ENABLED';
  return {
    ...version.headers,
    ...Object.fromEntries(overrides),
    ...(isChecked ? checksumHeaders(version.checksum) : {}),
    ...versionHeaders(bucket, version),
    etag: `"${version.etag}"`,
    'last-modified': new Date(version.lastModifiedAt).toUTCString(),
    'accept-ranges': 'bytes',
  };
}

/** The reply without its body: 304, 206 or 200. */
function answer(
  bucket: Bucket,
  version: Version,
  request: SignedRequest,
): { reply: Reply; range: Range | undefined } {
  const headers = describe(bucket, version, request);
  if (isNotModified(request.headers, version.etag))
    return { reply: { status: 304, headers }, range: undefined };
  const { size } = version;
  const part = parseRange(request.headers.range, size);
  const range = part ?? { start: 0, end: size - 1 };
  headers['content-length'] = String(range.end - range.start + 1);
  if (part !== undefined) headers['content-range'] = `bytes ${part.start}-${part.end}/${size}`;
  return { reply: { status: part === undefined ? 200 : 206, headers }, range };
}

export async function headObject({ request, store }: Call): Promise<Reply> {
  const bucket = store.getBucket(request.bucket);
  return answer(bucket, getVersion(bucket, request), request).reply;
}

/** GetObject: the version is opened before the reply begins, so a later overwrite or delete can't tear it. */
export async function getObject({ request, store }: Call): Promise<Reply> {
  const bucket = store.getBucket(request.bucket);
  const { version, handle } = await openVersion(bucket, request);
  try {
    const { reply, range } = answer(bucket, version, request);
    if (range !== undefined && range.end >= range.start) return { ...reply, body: { handle, ...range } };
    await handle.close();
    return reply;
  } catch (error) {
    await handle.close();
    throw error;
  }
}
