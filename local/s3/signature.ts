import { timingSafeEqual } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import {
  type Claim,
  checkSkew,
  checkWindow,
  claimOfHeader,
  claimOfQuery,
  signingParameters,
} from './claim.ts';
import type { S3Request, SignedRequest } from './request.ts';
import { S3Error } from './s3-error.ts';
import { Sha256 } from './sha256.ts';

export type Credentials = { accessKeyId: string; secretAccessKey: string };
/** `now`: milliseconds since the epoch. */
export type Verifier = { signer: SignatureV4; credentials: Credentials; now: () => number };

/** What `authenticate` needs, for one pair of credentials; any region is accepted. */
export function makeVerifier(credentials: Credentials, now: () => number): Verifier {
  const signer = new SignatureV4({
    service: 's3',
    region: 'us-east-1',
    credentials,
    sha256: Sha256,
    uriEscapePath: false,
  });
  return { signer, credentials, now };
}

/** The signature covers only what SignedHeaders names, so any other x-amz-* header could have been added by anyone. */
function checkCoverage(request: S3Request, claim: Claim, isPresigned: boolean): void {
  const names = Object.keys(request.headers).filter((name) => name.startsWith('x-amz-'));
  const unsigned = ['host', ...names].filter((name) => !claim.signedHeaders.has(name));
  // S3 lets a presigned call tell its body's hash without signing it; `receiveBody` holds it to that.
  const refused = unsigned.filter((name) => !(isPresigned && name === 'x-amz-content-sha256'));
  if (refused.length === 0) return;
  throw new S3Error('AccessDenied', 'There were headers present in the request which were not signed', {
    HeadersNotSigned: refused.join(', '),
  });
}

function checkSignature(claimed: string, computed: string): void {
  const isEqual =
    claimed.length === computed.length && timingSafeEqual(Buffer.from(claimed), Buffer.from(computed));
  if (isEqual) return;
  throw new S3Error(
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  );
}

/** The request as it was signed: the signed headers alone, and the query without the signature. */
function signedPart(request: S3Request, claim: Claim, isPresigned: boolean) {
  const headers = Object.entries(request.headers).filter(([name]) => claim.signedHeaders.has(name));
  const query = [...request.query].filter(([name]) => !(isPresigned && signingParameters.has(name)));
  return {
    // Neither is signed: the host header is.
    protocol: 'http:',
    hostname: '127.0.0.1',
    method: request.method,
    path: request.canonicalPath,
    query: Object.fromEntries(query),
    headers: Object.fromEntries(headers),
  };
}

async function authenticateHeader(request: S3Request, verifier: Verifier): Promise<SignedRequest> {
  const claim = claimOfHeader(request);
  checkKey(claim, verifier);
  checkSkew(claim.signedAt, verifier.now());
  const payloadHash = request.headers['x-amz-content-sha256'];
  if (payloadHash === undefined) {
    throw new S3Error('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  }
  checkCoverage(request, claim, false);
  const signed = await verifier.signer.sign(signedPart(request, claim, false), {
    signingDate: new Date(claim.signedAt),
    signingRegion: claim.region,
    signableHeaders: new Set(claim.signedHeaders),
  });
  checkSignature(
    claim.signature,
    /Signature=([0-9a-f]+)$/.exec(signed.headers.authorization ?? '')?.[1] ?? '',
  );
  return { ...request, payloadHash };
}

/**
 * S3 reads a presigned address's x-amz-* parameters as the headers they were hoisted from; but a checksum
 * there is ignored by S3 (only one signed as a header binds the body), so it must not seem to guard here.
 */
function hoistedHeaders({ query }: S3Request): Record<string, string> {
  const hoisted = [...query]
    .filter(([name]) => !signingParameters.has(name))
    .map(([name, value]): [string, string] => [name.toLowerCase(), value])
    .filter(([name]) => name.startsWith('x-amz-') && !/^x-amz-(sdk-checksum|checksum-(?!mode))/.test(name));
  return Object.fromEntries(hoisted);
}

async function authenticateQuery(request: S3Request, verifier: Verifier): Promise<SignedRequest> {
  const claim = claimOfQuery(request);
  checkKey(claim, verifier);
  const expiresSeconds = checkWindow(request, claim.signedAt, verifier.now());
  checkCoverage(request, claim, true);
  const hoisted = hoistedHeaders(request);
  const isHashSigned = claim.signedHeaders.has('x-amz-content-sha256');
  const hashHeader = request.headers['x-amz-content-sha256'];
  const signedHash = (isHashSigned ? hashHeader : hoisted['x-amz-content-sha256']) ?? 'UNSIGNED-PAYLOAD';
  const part = signedPart(request, claim, true);
  const signed = await verifier.signer.presign(
    { ...part, headers: { ...part.headers, 'x-amz-content-sha256': signedHash } },
    {
      signingDate: new Date(claim.signedAt),
      expiresIn: expiresSeconds,
      signingRegion: claim.region,
      signableHeaders: new Set(claim.signedHeaders),
      unhoistableHeaders: new Set([...claim.signedHeaders, 'x-amz-content-sha256']),
      unsignableHeaders: new Set(isHashSigned ? [] : ['x-amz-content-sha256']),
    },
  );
  checkSignature(claim.signature, String(signed.query?.['X-Amz-Signature']));
  const payloadHash = signedHash === 'UNSIGNED-PAYLOAD' ? (hashHeader ?? signedHash) : signedHash;
  return { ...request, headers: { ...hoisted, ...request.headers }, payloadHash };
}

function checkKey(claim: Claim, { credentials }: Verifier): void {
  if (claim.accessKeyId === credentials.accessKeyId) return;
  throw new S3Error(
    'InvalidAccessKeyId',
    'The AWS Access Key Id you provided does not exist in our records.',
    {
      AWSAccessKeyId: claim.accessKeyId,
    },
  );
}

/**
 * Verifies the SigV4 signature in the Authorization header or in a presigned address, by signing the same
 * request again: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html
 * The body is not read: whoever reads it holds it to `payloadHash`.
 * @throws S3Error AccessDenied, SignatureDoesNotMatch, InvalidAccessKeyId, RequestTimeTooSkewed, ...
 */
export async function authenticate(request: S3Request, verifier: Verifier): Promise<SignedRequest> {
  const isHeader = request.headers.authorization !== undefined;
  const isPresigned = [...signingParameters].some((name) => request.query.has(name));
  if (isHeader && isPresigned) {
    throw new S3Error('InvalidArgument', 'Only one auth mechanism allowed: a header or a presigned address.');
  }
  if (request.headers['x-amz-security-token'] !== undefined || request.query.has('X-Amz-Security-Token')) {
    throw new S3Error('InvalidToken', 'There are no session tokens here: sign with the access key alone.');
  }
  if (isHeader) return authenticateHeader(request, verifier);
  if (isPresigned) return authenticateQuery(request, verifier);
  throw new S3Error('AccessDenied', 'Access Denied: the request is not signed.');
}
