import { createHash } from 'node:crypto';
import { decodeAwsChunked } from './aws-chunked.ts';
import {
  type Checksum,
  type ChecksumAlgorithm,
  checkForm,
  checksumHeader,
  findChecksum,
  makeDigest,
  parseAlgorithm,
} from './checksums.ts';
import type { SignedRequest } from './request.ts';
import { S3Error } from './s3-error.ts';

/** What a body turned out to be: `size` in bytes, `md5` in hex. */
export type Received = { size: number; md5: string; checksum: Checksum | undefined };

/** What the headers say of the body before it is read. */
type Announced = {
  isChunked: boolean;
  size: number;
  checksum: { algorithm: ChecksumAlgorithm; value: string | undefined } | undefined;
};

const streamingKeyword = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
/** S3's limit for one PUT or part. */
const maximumBytes = 5 * 1024 ** 3;

function announcedSize({ headers, method }: SignedRequest, isChunked: boolean): number {
  const text = headers[isChunked ? 'x-amz-decoded-content-length' : 'content-length'];
  if (text === undefined && headers['transfer-encoding'] === undefined) return 0;
  if (text === undefined || !/^\d{1,15}$/.test(text)) {
    throw new S3Error(
      'MissingContentLength',
      `You must provide the Content-Length HTTP header (streamed: x-amz-decoded-content-length) with a ${method}.`,
    );
  }
  if (Number(text) > maximumBytes) {
    throw new S3Error(
      'EntityTooLarge',
      `Your proposed upload exceeds ${maximumBytes} bytes: upload it in parts.`,
    );
  }
  return Number(text);
}

function announce(request: SignedRequest): Announced {
  const { headers, payloadHash } = request;
  const isChunked = payloadHash === streamingKeyword;
  if (!isChunked && payloadHash !== 'UNSIGNED-PAYLOAD' && !/^[0-9a-f]{64}$/.test(payloadHash)) {
    throw new S3Error(
      'NotImplemented',
      `x-amz-content-sha256 must be a SHA-256 in hex, UNSIGNED-PAYLOAD or ${streamingKeyword}, not ${payloadHash}`,
    );
  }
  const size = announcedSize(request, isChunked);
  const given = findChecksum(Object.entries(headers));
  const trailer = headers['x-amz-trailer'];
  if (given !== undefined) checkForm(given.algorithm, given.value);
  if (given !== undefined || trailer === undefined) {
    if (given === undefined && headers['x-amz-sdk-checksum-algorithm'] !== undefined) {
      throw new S3Error(
        'InvalidRequest',
        'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
      );
    }
    return { isChunked, size, checksum: given };
  }
  if (!isChunked || !trailer.startsWith('x-amz-checksum-')) {
    throw new S3Error(
      'InvalidRequest',
      `x-amz-trailer must name one checksum of a ${streamingKeyword} body.`,
    );
  }
  const algorithm = parseAlgorithm(trailer.slice('x-amz-checksum-'.length));
  return { isChunked, size, checksum: { algorithm, value: undefined } };
}

function checkSha256(expected: string, actual: string): void {
  if (expected === actual) return;
  throw new S3Error(
    'XAmzContentSHA256Mismatch',
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
    { ClientComputedContentSHA256: expected, S3ComputedContentSHA256: actual },
  );
}

function checkMd5(expected: string | undefined, actual: Buffer): void {
  if (expected === undefined || expected === actual.toString('base64')) return;
  if (Buffer.from(expected, 'base64').length !== actual.length) {
    throw new S3Error('InvalidDigest', 'The Content-MD5 you specified was invalid.');
  }
  throw new S3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.');
}

function checkChecksum(
  { algorithm, value }: { algorithm: ChecksumAlgorithm; value: string | undefined },
  trailers: ReadonlyMap<string, string>,
  actual: string,
): Checksum {
  const expected = value ?? trailers.get(checksumHeader(algorithm));
  if (expected === undefined) {
    throw new S3Error('MalformedTrailerError', `The trailer ${checksumHeader(algorithm)} is missing.`);
  }
  checkForm(algorithm, expected);
  if (expected !== actual) {
    throw new S3Error('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
  }
  return { algorithm, value: actual, type: 'FULL_OBJECT' };
}

/**
 * Reads the body into `write`, chunk by chunk, and then holds it to all that was said of it: its length,
 * its signed SHA-256, Content-MD5 and its checksum in a header or trailer. What was written before a throw must be discarded.
 * @throws S3Error XAmzContentSHA256Mismatch, BadDigest, IncompleteBody, EntityTooLarge, MissingContentLength, ...
 */
export async function receiveBody(
  request: SignedRequest,
  write: (chunk: Buffer) => void | Promise<void>,
): Promise<Received> {
  const announced = announce(request);
  const trailers = new Map<string, string>();
  const md5 = createHash('md5');
  const sha256 = createHash('sha256');
  const isHashed = request.payloadHash.length === 64;
  const sum = announced.checksum && {
    ...announced.checksum,
    digest: makeDigest(announced.checksum.algorithm),
  };
  let size = 0;
  for await (const chunk of announced.isChunked ? decodeAwsChunked(request.body, trailers) : request.body) {
    size += chunk.length;
    if (size > announced.size) break;
    md5.update(chunk);
    if (isHashed) sha256.update(chunk);
    sum?.digest.update(chunk);
    await write(chunk);
  }
  if (size !== announced.size) {
    throw new S3Error(
      'IncompleteBody',
      `The body has not the ${announced.size} bytes that its headers announce.`,
    );
  }
  if (isHashed) checkSha256(request.payloadHash, sha256.digest('hex'));
  const md5Bytes = md5.digest();
  checkMd5(request.headers['content-md5'], md5Bytes);
  const checksum = sum && checkChecksum(sum, trailers, sum.digest.digest().toString('base64'));
  return { size, md5: md5Bytes.toString('hex'), checksum };
}

const maximumDocumentBytes = 8 * 1024 ** 2;

/** Reads a small body, such as a call's XML, as text. */
export async function receiveText(request: SignedRequest): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  await receiveBody(request, (chunk) => {
    size += chunk.length;
    if (size > maximumDocumentBytes) throw new S3Error('EntityTooLarge', 'The XML is over 8 MiB.');
    chunks.push(chunk);
  });
  return Buffer.concat(chunks).toString('utf8');
}
