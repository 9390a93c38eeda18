import type { Bucket, Version } from './bucket.ts';
import { type Call, queryNumber } from './call.ts';
import { type Reply, xmlReply } from './reply.ts';
import { encodeUri } from './request.ts';
import { S3Error } from './s3-error.ts';
import type { Xml } from './xml.ts';

/** List what is behind this version of this key; behind all of the key's versions where `versionId` is ''. */
type Question = { prefix: string; key: string; versionId: string; maxKeys: number };

type Listing = { versions: Version[]; isTruncated: boolean };

/** One page: keys in the order of UTF-8 bytes, a key's versions from the newest on, delete markers among them. */
function list(bucket: Bucket, question: Question): Listing {
  const { prefix, key: marker, versionId, maxKeys } = question;
  const versions: Version[] = [];
  const from = marker > prefix ? marker : prefix;
  let index = bucket.keys.lowerBound(from);
  for (let key = bucket.keys.at(index); key?.startsWith(prefix); key = bucket.keys.at(++index)) {
    const all = bucket.versionsOf(key);
    const unseen = key === marker ? behind(all, versionId) : all;
    for (const version of unseen) {
      if (versions.length === maxKeys) return { versions, isTruncated: maxKeys > 0 };
      versions.push(version);
    }
  }
  return { versions, isTruncated: false };
}

/** @throws S3Error InvalidArgument for a version that is not there: where to go on is then unknown */
function behind(all: readonly Version[], versionId: string): readonly Version[] {
  if (versionId === '') return [];
  const at = all.findIndex((version) => version.versionId === versionId);
  if (at >= 0) return all.slice(at + 1);
  throw new S3Error('InvalidArgument', 'Invalid version id specified', {
    ArgumentName: 'version-id-marker',
    ArgumentValue: versionId,
  });
}

function versionXml(bucket: Bucket, version: Version, encode: (text: string) => string): Xml {
  return {
    Key: encode(version.key),
    VersionId: version.versionId,
    IsLatest: bucket.findLatest(version.key) === version,
    LastModified: new Date(version.lastModifiedAt).toISOString(),
    ...(!version.isDeleteMarker && {
      ETag: `"${version.etag}"`,
      Size: version.size,
      StorageClass: 'STANDARD',
    }),
  };
}

/** ListObjectVersions: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html (no delimiter). */
export async function listVersions({ request, store }: Call): Promise<Reply> {
  const bucket = store.getBucket(request.bucket);
  const { query } = request;
  const encoding = query.get('encoding-type');
  if (encoding !== undefined && encoding !== 'url')
    throw new S3Error('NotImplemented', 'Listing here: encoding-type, if given, is url.');
  const encode = encoding === 'url' ? encodeUri : (text: string) => text;
  const question: Question = {
    prefix: query.get('prefix') ?? '',
    key: query.get('key-marker') ?? '',
    versionId: query.get('version-id-marker') ?? '',
    maxKeys: Math.min(1000, queryNumber(request, 'max-keys', 0, 1000)),
  };
  if (question.versionId !== '' && question.key === '')
    throw new S3Error('InvalidArgument', 'A version-id marker cannot be specified without a key marker.', {
      ArgumentName: 'version-id-marker',
    });
  const { versions, isTruncated } = list(bucket, question);
  const last = versions.at(-1);
  const xml = (isMarker: boolean) =>
    versions
      .filter(({ isDeleteMarker }) => isDeleteMarker === isMarker)
      .map((version) => versionXml(bucket, version, encode));
  return xmlReply('ListVersionsResult', {
    Name: bucket.name,
    Prefix: encode(question.prefix),
    KeyMarker: encode(question.key),
    VersionIdMarker: question.versionId,
    EncodingType: encoding,
    MaxKeys: question.maxKeys,
    IsTruncated: isTruncated,
    ...(isTruncated && last && { NextKeyMarker: encode(last.key), NextVersionIdMarker: last.versionId }),
    Version: xml(false),
    DeleteMarker: xml(true),
  });
}
