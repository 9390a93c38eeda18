import { NoSuchKey, S3ServiceException } from '@aws-sdk/client-s3';
import { type Bucket, type BucketDefinition, bucketOf, type ObjectVersion } from './bucket.ts';
import { uploadsBy } from './multipart.ts';
import { rangeIn, receivedBody, sentBody } from './object-body.ts';
import { malformed, noBucket, notFound } from './object-errors.ts';
import { type ListVersionsInput, versionsIn } from './object-versions.ts';
import type { ModelWorld } from './port.ts';
import { grantsOn } from './presigned.ts';

export type ObjectsOptions = ModelWorld & {
  buckets?: readonly BucketDefinition[];
  /** How many versions a page of a list has, at most. */
  pageMax?: number;
};

/** As infra/storage.ts deploys them. */
const marketBuckets: readonly BucketDefinition[] = ['files', 'tasks', 'journal'].map((name) => ({
  name,
  isVersioned: true,
}));

type At = { Bucket?: string; Key?: string };
type GetInput = At & { Range?: string; VersionId?: string };
type PutInput = At & { Body?: unknown; ContentType?: string };
type PartInput = At & { UploadId?: string; PartNumber?: number; Body?: unknown };
type CompleteInput = At & {
  UploadId?: string;
  MultipartUpload?: { Parts?: { PartNumber?: number; ETag?: string }[] };
};
type DeleteManyInput = At & {
  Delete?: { Objects?: { Key?: string; VersionId?: string }[]; Quiet?: boolean };
};

/** What a vehicle's own HTTP gets of a presigned address. */
export type UrlAnswer = { status: number; headers: Record<string, string>; body: Uint8Array };

/** The market's buckets: the calls that the adapters and vehicles make of S3, in memory. */
export function objectsModel(options: ObjectsOptions) {
  const { now, pageMax = 1_000 } = options;
  const newId = () => hexBy(options.random);
  const shelves = new Map(
    (options.buckets ?? marketBuckets).map((definition) => [
      definition.name,
      { bucket: bucketOf(definition, () => `v${newId()}`, now), uploads: uploadsBy(newId) },
    ]),
  );
  const grants = grantsOn(now, newId);
  const shelf = ({ Bucket = '' }: At) => {
    const found = shelves.get(Bucket);
    if (!found) throw noBucket();
    return found;
  };
  const operations = callsOn(shelf, pageMax);

  return {
    /** Carries a call out. @throws the SDK's own errors; another Error for what the model does not know */
    call(operation: string, input: object): object {
      const carryOut = operations[operation];
      if (!carryOut) throw new Error(`The objects' model knows no ${operation}.`);
      checkParameters(operation, input);
      return { ...carryOut(input as never), $metadata: answered };
    },

    sign: grants.sign,

    /** What the holder of a presigned address gets: a GET or PUT of exactly what was signed, until it is over. */
    answerUrl(method: string, url: string, body?: Uint8Array): UrlAnswer {
      try {
        const { bucket: Bucket, key, versionId } = grants.grantOf(method, url);
        const { bucket } = shelf({ Bucket });
        if (method === 'GET') return gotten(bucket.get(key, versionId), bucket);
        const put = bucket.put(key, receivedBody(body), { contentType: undefined });
        return { status: 200, headers: headersOf(put, bucket), body: new Uint8Array() };
      } catch (error) {
        if (!(error instanceof S3ServiceException)) throw error;
        return refusedUrl(error);
      }
    },

    /** All versions under a key, the latest first, for observers. */
    versions: (bucket: string, key: string): readonly ObjectVersion[] =>
      shelves.get(bucket)?.bucket.versionsOf(key) ?? [],

    /** All keys of a bucket, in order, for observers. */
    keys: (bucket: string): readonly string[] => shelves.get(bucket)?.bucket.keysFrom('') ?? [],
  };
}

export type ObjectsModel = ReturnType<typeof objectsModel>;

type Shelf = (at: At) => { bucket: Bucket; uploads: ReturnType<typeof uploadsBy> };

function callsOn(shelf: Shelf, pageMax: number): Record<string, (input: never) => object> {
  return {
    PutObject(input: PutInput) {
      const { bucket } = shelf(input);
      return factsOf(
        bucket.put(keyIn(input), receivedBody(input.Body), { contentType: input.ContentType }),
        bucket,
      );
    },

    GetObject(input: GetInput) {
      const { bucket } = shelf(input);
      const version = bucket.get(keyIn(input), input.VersionId);
      const { bytes } = version;
      const range = rangeIn(input.Range, bytes.length);
      const part = range ? bytes.subarray(range.first, range.last + 1) : bytes;
      return {
        ...factsOf(version, bucket),
        Body: sentBody(part),
        ContentLength: part.length,
        ...(range && { ContentRange: `bytes ${range.first}-${range.last}/${bytes.length}` }),
        ...(version.contentType !== undefined && { ContentType: version.contentType }),
        LastModified: new Date(version.modifiedAt),
        AcceptRanges: 'bytes',
      };
    },

    HeadObject(input: GetInput) {
      const { bucket } = shelf(input);
      const version = foundBy(() => bucket.get(keyIn(input), input.VersionId));
      return { ...factsOf(version, bucket), ContentLength: version.bytes.length };
    },

    DeleteObject(input: At & { VersionId?: string }) {
      const marker = shelf(input).bucket.delete(keyIn(input), input.VersionId);
      return marker ? { DeleteMarker: true, VersionId: marker.versionId } : {};
    },

    DeleteObjects(input: DeleteManyInput) {
      const { bucket } = shelf(input);
      const { Objects = [], Quiet = false } = input.Delete ?? {};
      if (Objects.length === 0 || Objects.length > 1_000)
        throw malformed('The XML you provided was not well-formed or did not validate.');
      for (const { Key = '', VersionId } of Objects) bucket.delete(Key, VersionId);
      return Quiet ? {} : { Deleted: Objects };
    },

    ListObjectVersions: (input: At & ListVersionsInput) => versionsIn(shelf(input).bucket, input, pageMax),

    CreateMultipartUpload: (input: PutInput) => ({
      ...input,
      UploadId: shelf(input).uploads.begin(keyIn(input), input.ContentType),
    }),

    UploadPart(input: PartInput) {
      const { uploads } = shelf(input);
      const etag = uploads.put(keyIn(input), input.UploadId, input.PartNumber, receivedBody(input.Body));
      return { ETag: `"${etag}"` };
    },

    CompleteMultipartUpload(input: CompleteInput) {
      const { bucket, uploads } = shelf(input);
      const { Parts = [] } = input.MultipartUpload ?? {};
      const { bytes, ...facts } = uploads.complete(keyIn(input), input.UploadId, Parts);
      const { Bucket, Key } = input;
      return { Bucket, Key, ...factsOf(bucket.put(keyIn(input), bytes, facts), bucket) };
    },

    AbortMultipartUpload(input: At & { UploadId?: string }) {
      shelf(input).uploads.abort(keyIn(input), input.UploadId);
      return {};
    },
  };
}

/** A reply to HEAD has no body that could tell what is missing. */
function foundBy<Found>(find: () => Found): Found {
  try {
    return find();
  } catch (error) {
    throw error instanceof NoSuchKey ? notFound() : error;
  }
}

function keyIn({ Key = '' }: At): string {
  if (Key === '') throw new Error('No value provided for input HTTP label: Key.');
  return Key;
}

const factsOf = ({ etag, versionId }: ObjectVersion, { isVersioned }: Bucket) => ({
  ETag: `"${etag}"`,
  ...(isVersioned && { VersionId: versionId }),
});

const headersOf = ({ etag, versionId }: ObjectVersion, { isVersioned }: Bucket): Record<string, string> => ({
  etag: `"${etag}"`,
  ...(isVersioned && { 'x-amz-version-id': versionId }),
});

const gotten = (version: ObjectVersion & { bytes: Uint8Array }, bucket: Bucket): UrlAnswer => ({
  status: 200,
  headers: { ...headersOf(version, bucket), 'content-length': String(version.bytes.length) },
  body: new Uint8Array(version.bytes),
});

const refusedUrl = ({ name, message, $metadata }: S3ServiceException): UrlAnswer => ({
  status: $metadata.httpStatusCode ?? 500,
  headers: { 'content-type': 'application/xml' },
  body: new Uint8Array(Buffer.from(`<Error><Code>${name}</Code><Message>${message}</Message></Error>`)),
});

/** 24 hexadecimal digits that nobody can guess. */
const hexBy = (random: () => number): string =>
  Array.from({ length: 3 }, () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');

const answered = Object.freeze({ httpStatusCode: 200, attempts: 1, totalRetryDelay: 0 });
const at = ['Bucket', 'Key'];

/** What the model understands of each call. Another parameter is refused: passed over it would be a lie. */
const parameters: Record<string, ReadonlySet<string>> = {
  PutObject: new Set([...at, 'Body', 'ContentType']),
  GetObject: new Set([...at, 'Range', 'VersionId']),
  HeadObject: new Set([...at, 'VersionId']),
  DeleteObject: new Set([...at, 'VersionId']),
  DeleteObjects: new Set(['Bucket', 'Delete']),
  ListObjectVersions: new Set(['Bucket', 'Prefix', 'KeyMarker', 'VersionIdMarker', 'MaxKeys']),
  CreateMultipartUpload: new Set([...at, 'ContentType', 'ChecksumAlgorithm']),
  UploadPart: new Set([...at, 'UploadId', 'PartNumber', 'Body', 'ContentType', 'ContentLength']),
  CompleteMultipartUpload: new Set([...at, 'UploadId', 'MultipartUpload', 'ContentType']),
  AbortMultipartUpload: new Set([...at, 'UploadId']),
};

function checkParameters(operation: string, input: object): void {
  for (const name in input)
    if (!parameters[operation]?.has(name) && (input as Record<string, unknown>)[name] !== undefined)
      throw new Error(`The objects' model knows no ${name} of ${operation}.`);
}
