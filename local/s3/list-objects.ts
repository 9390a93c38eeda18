import type { Bucket, Version } from './bucket.ts';
import { type Call, queryNumber } from './call.ts';
import { type Reply, xmlReply } from './reply.ts';
import { encodeUri } from './request.ts';
import { S3Error } from './s3-error.ts';
import { compareKeys } from './sorted-keys.ts';
import type { Xml } from './xml.ts';

type Listing = { contents: Version[]; commonPrefixes: string[]; isTruncated: boolean; last: string };
/** `after`: list what is behind this key, or behind all keys that begin with it if it ends in the delimiter. */
type Question = { prefix: string; delimiter: string; after: string; maxKeys: number };

function commonPrefixOf(key: string, { prefix, delimiter }: Question): string | undefined {
  const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

/** Index of the first key from `index` on that does not begin with `prefix`. */
function skipPrefix(bucket: Bucket, index: number, prefix: string): number {
  let skipped = index;
  while (bucket.keys.at(skipped)?.startsWith(prefix)) skipped += 1;
  return skipped;
}

function firstIndex(bucket: Bucket, question: Question): number {
  const { prefix, after } = question;
  if (after === '') return bucket.keys.lowerBound(prefix);
  const at = bucket.keys.lowerBound(after);
  const isPrefix = commonPrefixOf(after, question) === after;
  const behind = isPrefix ? skipPrefix(bucket, at, after) : at + Number(bucket.keys.at(at) === after);
  return Math.max(behind, bucket.keys.lowerBound(prefix));
}

/** One page, in the order of UTF-8 bytes; keys whose newest version is a delete marker are not there. */
function list(bucket: Bucket, question: Question): Listing {
  const { prefix, maxKeys } = question;
  const listing: Listing = { contents: [], commonPrefixes: [], isTruncated: false, last: '' };
  let index = firstIndex(bucket, question);
  for (let key = bucket.keys.at(index); key?.startsWith(prefix); key = bucket.keys.at(index)) {
    const latest = bucket.findLatest(key);
    index += 1;
    if (latest === undefined || latest.isDeleteMarker) continue;
    if (listing.contents.length + listing.commonPrefixes.length === maxKeys) {
      listing.isTruncated = maxKeys > 0;
      break;
    }
    const common = commonPrefixOf(key, question);
    if (common === undefined) listing.contents.push(latest);
    else {
      listing.commonPrefixes.push(common);
      index = skipPrefix(bucket, index, common);
    }
    listing.last = common ?? key;
  }
  return listing;
}

function contentXml(version: Version, encode: (text: string) => string): Xml {
  return {
    Key: encode(version.key),
    LastModified: new Date(version.lastModifiedAt).toISOString(),
    ETag: `"${version.etag}"`,
    ...(version.checksum && {
      ChecksumAlgorithm: version.checksum.algorithm,
      ChecksumType: version.checksum.type,
    }),
    Size: version.size,
    StorageClass: 'STANDARD',
  };
}

/** @throws S3Error InvalidArgument for a token that no listing gave */
function decodeToken(token: string): string {
  const after = Buffer.from(token, 'base64url').toString('utf8');
  if (after !== '' && encodeToken(after) === token) return after;
  throw new S3Error('InvalidArgument', 'The continuation token provided is incorrect', {
    ArgumentName: 'continuation-token',
  });
}

function encodeToken(after: string): string {
  return Buffer.from(after, 'utf8').toString('base64url');
}

/** ListObjectsV2: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export async function listObjects({ request, store }: Call): Promise<Reply> {
  const bucket = store.getBucket(request.bucket);
  const { query } = request;
  const encoding = query.get('encoding-type');
  if (query.get('list-type') !== '2' || (encoding !== undefined && encoding !== 'url')) {
    throw new S3Error('NotImplemented', 'Listing here is list-type=2; encoding-type, if given, is url.');
  }
  const encode = encoding === 'url' ? encodeUri : (text: string) => text;
  const token = query.get('continuation-token');
  const startAfter = query.get('start-after') ?? '';
  const resume = token === undefined ? '' : decodeToken(token);
  const question: Question = {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    after: compareKeys(resume, startAfter) > 0 ? resume : startAfter,
    maxKeys: Math.min(1000, queryNumber(request, 'max-keys', 0, 1000)),
  };
  const { contents, commonPrefixes, isTruncated, last } = list(bucket, question);
  return xmlReply('ListBucketResult', {
    Name: bucket.name,
    Prefix: encode(question.prefix),
    Delimiter: question.delimiter === '' ? undefined : encode(question.delimiter),
    StartAfter: startAfter === '' ? undefined : encode(startAfter),
    EncodingType: encoding,
    MaxKeys: question.maxKeys,
    KeyCount: contents.length + commonPrefixes.length,
    IsTruncated: isTruncated,
    ContinuationToken: token,
    NextContinuationToken: isTruncated ? encodeToken(last) : undefined,
    Contents: contents.map((version) => contentXml(version, encode)),
    CommonPrefixes: commonPrefixes.map((common) => ({ Prefix: encode(common) })),
  });
}
