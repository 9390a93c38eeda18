import type { Bucket, ObjectVersion } from './bucket.ts';
import { badArgument, badVersion } from './object-errors.ts';

export type ListVersionsInput = {
  Prefix?: string;
  KeyMarker?: string;
  VersionIdMarker?: string;
  MaxKeys?: number;
};

/** One page of ListObjectVersions: keys in order, of each the latest version first. */
export function versionsIn(bucket: Bucket, input: ListVersionsInput, pageMax: number) {
  const most = Math.min(input.MaxKeys ?? pageMax, pageMax);
  const found = [];
  let isMore = false;
  for (const version of after(bucket, input)) {
    isMore = found.length === most;
    if (isMore) break;
    found.push(version);
  }
  const last = found.at(-1);
  return {
    IsTruncated: isMore,
    ...(isMore && last && { NextKeyMarker: last.key, NextVersionIdMarker: last.versionId }),
    ...shown(
      'Versions',
      found.filter(({ bytes }) => bytes !== undefined),
    ),
    ...shown(
      'DeleteMarkers',
      found.filter(({ bytes }) => bytes === undefined),
    ),
  };
}

/** All that come after the markers. */
function* after(bucket: Bucket, { Prefix = '', KeyMarker = '', VersionIdMarker = '' }: ListVersionsInput) {
  if (VersionIdMarker !== '' && KeyMarker === '')
    throw badArgument('A version-id marker cannot be specified without a key marker.');
  for (const key of bucket.keysFrom(KeyMarker > Prefix ? KeyMarker : Prefix)) {
    if (!key.startsWith(Prefix)) return;
    const all = bucket.versionsOf(key).map((version, at) => ({ ...version, isLatest: at === 0 }));
    yield* key === KeyMarker ? behind(all, VersionIdMarker) : all;
  }
}

function behind<Version extends ObjectVersion>(all: readonly Version[], versionId: string) {
  if (versionId === '') return [];
  const at = all.findIndex((version) => version.versionId === versionId);
  if (at < 0) throw badVersion();
  return all.slice(at + 1);
}

const shown = (name: string, versions: readonly (ObjectVersion & { isLatest: boolean })[]) =>
  versions.length > 0 && {
    [name]: versions.map(({ key, versionId, isLatest, modifiedAt, bytes, etag }) => ({
      Key: key,
      VersionId: versionId,
      IsLatest: isLatest,
      LastModified: new Date(modifiedAt),
      ...(bytes && { ETag: `"${etag}"`, Size: bytes.length, StorageClass: 'STANDARD' }),
    })),
  };
