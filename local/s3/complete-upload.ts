import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { receiveText } from './body.ts';
import type { Bucket, ObjectFacts } from './bucket.ts';
import { type Call, versionHeaders } from './call.ts';
import { type Checksum, checksumElement, composeChecksum } from './checksums.ts';
import { parseWriteCondition } from './conditions.ts';
import { getCalledUpload, refuseWhileCompleting } from './multipart-calls.ts';
import { Draft } from './object-file.ts';
import { type Reply, xmlReply } from './reply.ts';
import { S3Error } from './s3-error.ts';
import type { Part, Upload } from './upload.ts';
import { parseXml } from './xml.ts';

/** S3's minimum for every part but the last. */
const minimumPartBytes = 5 * 1024 ** 2;
const readBytes = 1024 ** 2;

type NamedPart = Readonly<Record<string, unknown>>;

function parseParts(text: string): NamedPart[] {
  const content = parseXml(text, 'CompleteMultipartUpload');
  const parts: unknown =
    typeof content === 'object' && content !== null ? Reflect.get(content, 'Part') : undefined;
  if (Array.isArray(parts) && parts.every((part) => typeof part === 'object' && part !== null)) return parts;
  throw new S3Error('MalformedXML', 'CompleteMultipartUpload must name at least one Part.');
}

/** The uploaded part that a named one means. @throws S3Error InvalidPart */
function getPart(upload: Upload, named: NamedPart): Part {
  const number = Number(named.PartNumber);
  const part = upload.parts.get(number);
  const etag = String(named.ETag ?? '').replace(/^"(.*)"$/, '$1');
  const element = part?.checksum && checksumElement(part.checksum.algorithm);
  const isChecked =
    element === undefined || [undefined, part?.checksum?.value].includes(named[element] as string);
  if (part !== undefined && part.etag === etag && isChecked) return part;
  throw new S3Error(
    'InvalidPart',
    "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    { UploadId: upload.id, PartNumber: String(number), ETag: etag },
  );
}

/** @throws S3Error InvalidPartOrder, InvalidPart, EntityTooSmall */
function chooseParts(upload: Upload, named: readonly NamedPart[]): Part[] {
  const numbers = named.map((part) => Number(part.PartNumber));
  if (numbers.some((number, index) => index > 0 && !(number > (numbers[index - 1] ?? 0)))) {
    throw new S3Error('InvalidPartOrder', 'The list of parts was not in ascending order.', {
      UploadId: upload.id,
    });
  }
  const parts = named.map((part) => getPart(upload, part));
  const small = parts.slice(0, -1).find(({ size }) => size < minimumPartBytes);
  if (small === undefined) return parts;
  throw new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
    ProposedSize: String(small.size),
    MinSizeAllowed: String(minimumPartBytes),
    PartNumber: String(small.number),
    ETag: small.etag,
  });
}

/** MD5 of the parts' MD5s, `-` and their number: what S3 gives multipart objects as an ETag. */
function composeEtag(parts: readonly Part[]): string {
  const md5 = createHash('md5');
  for (const { etag } of parts) md5.update(etag, 'hex');
  return `${md5.digest('hex')}-${parts.length}`;
}

function compose(upload: Upload, parts: readonly Part[]): Checksum | undefined {
  const { checksumAlgorithm } = upload.facts;
  if (checksumAlgorithm === undefined) return undefined;
  return composeChecksum(
    checksumAlgorithm,
    parts.map(({ checksum }) => checksum?.value ?? ''),
  );
}

async function join(draft: Draft, parts: readonly Part[]): Promise<void> {
  for (const { path, size } of parts) {
    if (size === 0) continue;
    for await (const chunk of createReadStream(path, { end: size - 1, highWaterMark: readBytes })) {
      await draft.write(chunk as Buffer);
    }
  }
}

async function complete(call: Call, bucket: Bucket, upload: Upload): Promise<Reply> {
  const { request, now } = call;
  const condition = parseWriteCondition(request.headers);
  const parts = chooseParts(upload, parseParts(await receiveText(request)));
  const checksum = compose(upload, parts);
  const facts: ObjectFacts = {
    key: upload.facts.key,
    versionId: bucket.makeVersionId(),
    isDeleteMarker: false,
    size: parts.reduce((bytes, { size }) => bytes + size, 0),
    etag: composeEtag(parts),
    lastModifiedAt: now(),
    headers: upload.facts.headers,
    checksum,
    uploadId: upload.id,
  };
  const draft = await Draft.open(bucket.draftsDir);
  try {
    await join(draft, parts);
    await draft.seal(facts);
    const version = bucket.publish(draft, facts, condition);
    bucket.removeUpload(upload);
    return xmlReply(
      'CompleteMultipartUploadResult',
      {
        Location: `http://${request.headers.host}${request.canonicalPath}`,
        Bucket: bucket.name,
        Key: request.key,
        ETag: `"${facts.etag}"`,
        ...(checksum && {
          [checksumElement(checksum.algorithm)]: checksum.value,
          ChecksumType: checksum.type,
        }),
      },
      versionHeaders(bucket, version),
    );
  } catch (error) {
    await draft.discard();
    throw error;
  }
}

/**
 * CompleteMultipartUpload. A second call finds no upload any more: NoSuchUpload, as S3 documents.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
 */
export async function completeMultipartUpload(call: Call): Promise<Reply> {
  const { bucket, upload } = getCalledUpload(call);
  refuseWhileCompleting(upload);
  upload.isCompleting = true;
  try {
    return await complete(call, bucket, upload);
  } finally {
    upload.isCompleting = false;
  }
}
