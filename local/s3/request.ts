import type { IncomingMessage } from 'node:http';
import { S3Error } from './s3-error.ts';

/** One call in path style. `bucket` is '' for the root, `key` is '' for a bucket; header names are in lower case. */
export type S3Request = {
  method: string;
  /** As S3 signs it: each segment percent-encoded once, dots and empty segments kept. */
  canonicalPath: string;
  bucket: string;
  key: string;
  query: ReadonlyMap<string, string>;
  headers: Readonly<Record<string, string>>;
  body: AsyncIterable<Buffer>;
};

/** A call whose signature holds. `payloadHash` is its x-amz-content-sha256: a SHA-256 in hex, or a S3 keyword. */
export type SignedRequest = S3Request & { payloadHash: string };

const maximumKeyBytes = 1024;

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error('InvalidURI', `The address is not percent-encoded UTF-8: ${text}`);
  }
}

/** RFC 3986 percent-encoding, as SigV4 and `encoding-type=url` want it: only unreserved characters stay. */
export function encodeUri(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function parseQuery(text: string): Map<string, string> {
  const query = new Map<string, string>();
  for (const pair of text.split('&').filter((part) => part !== '')) {
    const equals = pair.indexOf('=');
    const name = decode((equals < 0 ? pair : pair.slice(0, equals)).replaceAll('+', ' '));
    const value = equals < 0 ? '' : decode(pair.slice(equals + 1).replaceAll('+', ' '));
    if (query.has(name)) throw new S3Error('InvalidArgument', `The parameter ${name} is given twice.`);
    query.set(name, value);
  }
  return query;
}

function flatten(headers: IncomingMessage['headers']): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(',') : value;
  }
  return flat;
}

/**
 * Reads method, bucket, key, query and headers. Not by `URL`, which would resolve `a/../b`: a key may hold it.
 * @throws S3Error InvalidURI, KeyTooLongError (over 1,024 bytes of UTF-8), InvalidArgument (a parameter twice)
 */
export function parseRequest(message: IncomingMessage): S3Request {
  const url = message.url ?? '/';
  const mark = url.indexOf('?');
  const path = decode(mark < 0 ? url : url.slice(0, mark));
  const slash = path.indexOf('/', 1);
  const key = slash < 0 ? '' : path.slice(slash + 1);
  if (Buffer.byteLength(key) > maximumKeyBytes) {
    throw new S3Error('KeyTooLongError', `Your key is too long: over ${maximumKeyBytes} bytes of UTF-8.`);
  }
  return {
    method: message.method ?? 'GET',
    canonicalPath: path.split('/').map(encodeUri).join('/'),
    bucket: slash < 0 ? path.slice(1) : path.slice(1, slash),
    key,
    query: parseQuery(mark < 0 ? '' : url.slice(mark + 1)),
    headers: flatten(message.headers),
    // Refusing half-way must leave the connection whole, so that the refusal still gets through.
    body: message.iterator({ destroyOnReturn: false }),
  };
}
