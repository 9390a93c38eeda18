import type { S3Request } from './request.ts';
import { S3Error } from './s3-error.ts';

/** What a request says of its signature, read but not verified. */
export type Claim = {
  accessKeyId: string;
  day: string;
  region: string;
  signedHeaders: ReadonlySet<string>;
  signature: string;
  /** Milliseconds since the epoch. */
  signedAt: number;
};

const algorithm = 'AWS4-HMAC-SHA256';
const skewMs = 15 * 60_000;
const maximumExpiresSeconds = 7 * 24 * 3600;
/** What `presign` sets anew, so that it must not be given to it. */
export const signingParameters = new Set([
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-SignedHeaders',
  'X-Amz-Signature',
]);

function parseAmzDate(text: string | undefined): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '');
  const at =
    match === null ? Number.NaN : Date.parse((text ?? '').replace(/^(....)(..)(..T..)(..)/, '$1-$2-$3:$4:'));
  if (Number.isNaN(at)) {
    throw new S3Error('AccessDenied', 'AWS authentication requires a valid X-Amz-Date, as 20260131T235959Z.');
  }
  return at;
}

function parseClaim(
  credential: string,
  signedHeaders: string,
  signature: string,
  date: string | undefined,
): Claim {
  const [accessKeyId, day, region, service, terminator, ...rest] = credential.split('/');
  const isScope = service === 's3' && terminator === 'aws4_request' && rest.length === 0;
  if (accessKeyId === undefined || day === undefined || region === undefined || !isScope) {
    throw new S3Error(
      'AuthorizationHeaderMalformed',
      `The credential must be KEY/YYYYMMDD/REGION/s3/aws4_request, not ${credential}`,
    );
  }
  const signedAt = parseAmzDate(date);
  if (date?.slice(0, 8) !== day) {
    throw new S3Error(
      'AuthorizationHeaderMalformed',
      `The credential's day ${day} differs from X-Amz-Date ${date}`,
    );
  }
  return { accessKeyId, day, region, signedHeaders: new Set(signedHeaders.split(';')), signature, signedAt };
}

export function claimOfHeader(request: S3Request): Claim {
  const header = request.headers.authorization ?? '';
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/.exec(
      header,
    );
  const [, credential, signedHeaders, signature] = match ?? [];
  if (credential === undefined || signedHeaders === undefined || signature === undefined) {
    throw new S3Error(
      'AuthorizationHeaderMalformed',
      `The authorization header is not a ${algorithm} signature.`,
    );
  }
  return parseClaim(credential, signedHeaders, signature, request.headers['x-amz-date']);
}

export function claimOfQuery({ query }: S3Request): Claim {
  const credential = query.get('X-Amz-Credential');
  const signedHeaders = query.get('X-Amz-SignedHeaders');
  const signature = query.get('X-Amz-Signature');
  const isComplete = credential !== undefined && signedHeaders !== undefined && signature !== undefined;
  if (query.get('X-Amz-Algorithm') !== algorithm || !isComplete) {
    throw new S3Error(
      'AuthorizationQueryParametersError',
      `Query-string authentication requires ${[...signingParameters].join(', ')}; the algorithm is ${algorithm}.`,
    );
  }
  return parseClaim(credential, signedHeaders, signature, query.get('X-Amz-Date'));
}

/** Seconds a presigned address holds, after checking that it holds now. */
export function checkWindow({ query }: S3Request, signedAt: number, now: number): number {
  const text = query.get('X-Amz-Expires') ?? '';
  const expiresSeconds = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
  if (!(expiresSeconds > 0 && expiresSeconds <= maximumExpiresSeconds)) {
    throw new S3Error(
      'AuthorizationQueryParametersError',
      `X-Amz-Expires must be 1 to ${maximumExpiresSeconds} seconds, not '${text}'`,
    );
  }
  const expiresAt = signedAt + expiresSeconds * 1000;
  if (now > expiresAt) {
    throw new S3Error('AccessDenied', 'Request has expired', {
      'X-Amz-Expires': text,
      Expires: new Date(expiresAt).toISOString(),
      ServerTime: new Date(now).toISOString(),
    });
  }
  if (signedAt - now > skewMs) throw new S3Error('AccessDenied', 'Request is not valid yet');
  return expiresSeconds;
}

export function checkSkew(signedAt: number, now: number): void {
  if (Math.abs(now - signedAt) <= skewMs) return;
  throw new S3Error(
    'RequestTimeTooSkewed',
    "The difference between the request time and the current time is too large: check this machine's clock.",
    {
      RequestTime: new Date(signedAt).toISOString(),
      ServerTime: new Date(now).toISOString(),
      MaxAllowedSkewMilliseconds: String(skewMs),
    },
  );
}
