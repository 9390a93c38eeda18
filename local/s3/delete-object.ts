import type { Bucket, ObjectFacts } from './bucket.ts';
import { type Call, versionHeaders } from './call.ts';
import { Draft } from './object-file.ts';
import type { Reply } from './reply.ts';
import { S3Error } from './s3-error.ts';

const unconditional = { ifNoneMatch: undefined, ifMatch: undefined };

async function putDeleteMarker(bucket: Bucket, key: string, now: number): Promise<Reply> {
  const facts: ObjectFacts = {
    key,
    versionId: bucket.makeVersionId(),
    isDeleteMarker: true,
    size: 0,
    etag: '',
    lastModifiedAt: now,
    headers: {},
    checksum: undefined,
    uploadId: undefined,
  };
  const draft = await Draft.open(bucket.draftsDir);
  try {
    await draft.seal(facts);
    const marker = bucket.publish(draft, facts, unconditional);
    return { status: 204, headers: { 'x-amz-delete-marker': 'true', ...versionHeaders(bucket, marker) } };
  } catch (error) {
    await draft.discard();
    throw error;
  }
}

/** DeleteObject: a delete marker where versions are kept; the object itself elsewhere or when a version is named. */
export async function deleteObject({ request, store, now }: Call): Promise<Reply> {
  const bucket = store.getBucket(request.bucket);
  if (request.headers['if-match'] !== undefined) {
    throw new S3Error('NotImplemented', 'A DELETE with If-Match is not kept here.', { Header: 'If-Match' });
  }
  const { key, query } = request;
  const versionId = query.get('versionId');
  if (versionId === undefined && bucket.versioning !== 'Unversioned')
    return putDeleteMarker(bucket, key, now());
  const version = bucket.findVersion(key, versionId ?? 'null');
  if (version !== undefined) bucket.remove(version);
  const named: Record<string, string> = versionId === undefined ? {} : { 'x-amz-version-id': versionId };
  const marker: Record<string, string> =
    version?.isDeleteMarker === true ? { 'x-amz-delete-marker': 'true' } : {};
  return { status: 204, headers: { ...named, ...marker } };
}
