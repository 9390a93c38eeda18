import type { Bucket, ObjectFacts, Version } from './bucket.ts';
import { type Call, versionHeaders } from './call.ts';
import { Draft } from './object-file.ts';
import type { Reply } from './reply.ts';
import { S3Error } from './s3-error.ts';

const unconditional = { ifNoneMatch: undefined, ifMatch: undefined };

async function putDeleteMarker(bucket: Bucket, key: string, now: number): Promise<Version> {
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
    return bucket.publish(draft, facts, unconditional);
  } catch (error) {
    await draft.discard();
    throw error;
  }
}

/**
 * A delete marker where versions are kept; the object itself elsewhere or when a version is named. `marker`: the one
 * that was put; `version`: what was removed, if it was there.
 */
export async function deleteOne(
  bucket: Bucket,
  { key, versionId }: { key: string; versionId: string | undefined },
  now: number,
): Promise<{ marker?: Version; version?: Version }> {
  if (versionId === undefined && bucket.versioning !== 'Unversioned')
    return { marker: await putDeleteMarker(bucket, key, now) };
  const version = bucket.findVersion(key, versionId ?? 'null');
  if (version === undefined) return {};
  bucket.remove(version);
  return { version };
}

/** DeleteObject: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export async function deleteObject({ request, store, now }: Call): Promise<Reply> {
  const bucket = store.getBucket(request.bucket);
  if (request.headers['if-match'] !== undefined) {
    throw new S3Error('NotImplemented', 'A DELETE with If-Match is not kept here.', { Header: 'If-Match' });
  }
  const { key, query } = request;
  const versionId = query.get('versionId');
  const { marker, version } = await deleteOne(bucket, { key, versionId }, now());
  if (marker)
    return { status: 204, headers: { 'x-amz-delete-marker': 'true', ...versionHeaders(bucket, marker) } };
  const named: Record<string, string> = versionId === undefined ? {} : { 'x-amz-version-id': versionId };
  const wasMarker: Record<string, string> = version?.isDeleteMarker ? { 'x-amz-delete-marker': 'true' } : {};
  return { status: 204, headers: { ...named, ...wasMarker } };
}
