import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { S3Error } from './s3-error.ts';

/** The algorithms verified here, by their S3 names, and the bytes each gives. */
const digestBytes = { CRC32: 4, SHA1: 20, SHA256: 32 } as const;

export type ChecksumAlgorithm = keyof typeof digestBytes;
/** `value` in base64; of the whole object, or (COMPOSITE) of its parts' checksums, with `-` and their number. */
export type Checksum = { algorithm: ChecksumAlgorithm; value: string; type: 'FULL_OBJECT' | 'COMPOSITE' };
export type Digest = { update(chunk: Uint8Array): void; digest(): Buffer };

function crc32Digest(): Digest {
  let sum = 0;
  return {
    update: (chunk) => {
      sum = crc32(chunk, sum);
    },
    digest: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(sum);
      return bytes;
    },
  };
}

export function makeDigest(algorithm: ChecksumAlgorithm): Digest {
  return algorithm === 'CRC32' ? crc32Digest() : createHash(algorithm.toLowerCase());
}

/** @throws S3Error NotImplemented where S3 knows an algorithm that is not verified here: never accept it unread. */
export function parseAlgorithm(name: string): ChecksumAlgorithm {
  const algorithm = name.toUpperCase();
  if (Object.hasOwn(digestBytes, algorithm)) return algorithm as ChecksumAlgorithm;
  throw new S3Error(
    'NotImplemented',
    `Checksums here are ${Object.keys(digestBytes).join(', ')}, not ${name}: choose one of them.`,
  );
}

export function checksumHeader(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

/** The element of S3's XML that carries this checksum, as `ChecksumCRC32`. */
export function checksumElement(algorithm: ChecksumAlgorithm): string {
  return `Checksum${algorithm}`;
}

/** The checksum that headers or trailers carry, if any; at most one may. */
export function findChecksum(
  headers: Iterable<[string, string]>,
): { algorithm: ChecksumAlgorithm; value: string } | undefined {
  const prefix = 'x-amz-checksum-';
  const found = [...headers].filter(
    ([name]) => name.startsWith(prefix) && !/-(mode|type|algorithm)$/.test(name),
  );
  const [first, second] = found;
  if (first === undefined) return undefined;
  if (second !== undefined) {
    throw new S3Error(
      'InvalidRequest',
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  }
  return { algorithm: parseAlgorithm(first[0].slice(prefix.length)), value: first[1] };
}

/** @throws S3Error InvalidRequest unless `value` is base64 of the algorithm's length. */
export function checkForm(algorithm: ChecksumAlgorithm, value: string): void {
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length === digestBytes[algorithm] && bytes.toString('base64') === value) return;
  throw new S3Error('InvalidRequest', `Value for ${checksumHeader(algorithm)} header is invalid.`);
}

/**
 * A multipart object's checksum: that of its parts' checksums, joined.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
 */
export function composeChecksum(algorithm: ChecksumAlgorithm, parts: readonly string[]): Checksum {
  const digest = makeDigest(algorithm);
  for (const part of parts) digest.update(Buffer.from(part, 'base64'));
  return { algorithm, value: `${digest.digest().toString('base64')}-${parts.length}`, type: 'COMPOSITE' };
}

/** The reply's headers for a checksum. */
export function checksumHeaders(checksum: Checksum | undefined): Record<string, string> {
  if (checksum === undefined) return {};
  return { [checksumHeader(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksum.type };
}
