import { receiveBody } from './body.ts';
import { type Call, objectHeaders, queryNumber } from './call.ts';
import { checksumElement, checksumHeaders, parseAlgorithm } from './checksums.ts';
import { Draft } from './object-file.ts';
import { type Reply, xmlReply } from './reply.ts';
import { S3Error } from './s3-error.ts';
import type { PartFacts, Upload } from './upload.ts';

/** S3's limits for parts: numbers 1 to 10,000, 1,000 to a page of ListParts. */
const maximumPartNumber = 10_000;
const partsPerPage = 1000;

/** The open upload that the query's uploadId names, with its bucket. @throws S3Error NoSuchBucket, NoSuchUpload */
export function getCalledUpload({ request, store }: Call) {
  const bucket = store.getBucket(request.bucket);
  return { bucket, upload: bucket.getUpload(request.query.get('uploadId') ?? '', request.key) };
}

export async function createMultipartUpload({ request, store }: Call): Promise<Reply> {
  const bucket = store.getBucket(request.bucket);
  await receiveBody(request, () => undefined);
  const algorithm = request.headers['x-amz-checksum-algorithm'];
  const upload = await bucket.beginUpload({
    key: request.key,
    headers: objectHeaders(request),
    checksumAlgorithm: algorithm === undefined ? undefined : parseAlgorithm(algorithm),
  });
  const content = { Bucket: bucket.name, Key: request.key, UploadId: upload.id };
  const { checksumAlgorithm } = upload.facts;
  if (checksumAlgorithm === undefined) return xmlReply('InitiateMultipartUploadResult', content);
  return xmlReply('InitiateMultipartUploadResult', content, {
    'x-amz-checksum-algorithm': checksumAlgorithm,
    'x-amz-checksum-type': 'COMPOSITE',
  });
}

/** All parts of an upload carry the checksum it was begun with, or the whole could not have one. */
function checkPartChecksum({ checksumAlgorithm }: Upload['facts'], part: PartFacts): void {
  if (checksumAlgorithm === undefined || part.checksum?.algorithm === checksumAlgorithm) return;
  throw new S3Error(
    'InvalidRequest',
    `Checksum Type mismatch occurred, expected checksum Type: ${checksumAlgorithm.toLowerCase()}, actual checksum Type: ${part.checksum?.algorithm.toLowerCase() ?? 'null'}`,
  );
}

export async function uploadPart(call: Call): Promise<Reply> {
  const { request, now } = call;
  const { bucket, upload } = getCalledUpload(call);
  const number = queryNumber(request, 'partNumber', 1, 0);
  if (number > maximumPartNumber) {
    throw new S3Error(
      'InvalidArgument',
      `Part number must be an integer between 1 and ${maximumPartNumber}, inclusive`,
    );
  }
  const draft = await Draft.open(bucket.draftsDir);
  try {
    const { size, md5, checksum } = await receiveBody(request, (chunk) => draft.write(chunk));
    const facts: PartFacts = { size, etag: md5, checksum, lastModifiedAt: now() };
    checkPartChecksum(upload.facts, facts);
    await draft.seal(facts);
    bucket.publishPart(draft, upload, number, facts);
    return { status: 200, headers: { etag: `"${md5}"`, ...checksumHeaders(checksum) } };
  } catch (error) {
    await draft.discard();
    throw error;
  }
}

export async function listParts(call: Call): Promise<Reply> {
  const { request } = call;
  const { bucket, upload } = getCalledUpload(call);
  const marker = queryNumber(request, 'part-number-marker', 0, 0);
  const maxParts = Math.min(partsPerPage, queryNumber(request, 'max-parts', 1, partsPerPage));
  const behind = [...upload.parts.values()]
    .filter(({ number }) => number > marker)
    .sort((left, right) => left.number - right.number);
  const page = behind.slice(0, maxParts);
  const isTruncated = page.length < behind.length;
  return xmlReply('ListPartsResult', {
    Bucket: bucket.name,
    Key: request.key,
    UploadId: upload.id,
    PartNumberMarker: marker,
    NextPartNumberMarker: isTruncated ? page.at(-1)?.number : undefined,
    MaxParts: maxParts,
    IsTruncated: isTruncated,
    ChecksumAlgorithm: upload.facts.checksumAlgorithm,
    Part: page.map(({ number, etag, size, lastModifiedAt, checksum }) => ({
      PartNumber: number,
      LastModified: new Date(lastModifiedAt).toISOString(),
      ETag: `"${etag}"`,
      Size: size,
      ...(checksum && { [checksumElement(checksum.algorithm)]: checksum.value }),
    })),
    StorageClass: 'STANDARD',
  });
}

/** @throws S3Error OperationAborted while another call joins the parts */
export function refuseWhileCompleting(upload: Upload): void {
  if (!upload.isCompleting) return;
  throw new S3Error(
    'OperationAborted',
    'A conflicting conditional operation is currently in progress against this resource. Try again.',
  );
}

export async function abortMultipartUpload(call: Call): Promise<Reply> {
  const { bucket, upload } = getCalledUpload(call);
  refuseWhileCompleting(upload);
  bucket.removeUpload(upload);
  return { status: 204, headers: {} };
}
