import { S3Error } from './s3-error.ts';

/** What a write requires of the object it would replace. */
export type WriteCondition = { ifNoneMatch: '*' | undefined; ifMatch: string | undefined };

type Headers = Readonly<Record<string, string>>;

function unquoted(etag: string): string {
  return etag
    .trim()
    .replace(/^W\//, '')
    .replace(/^"(.*)"$/, '$1');
}

function matches(header: string, etag: string): boolean {
  return header.split(',').some((entry) => entry.trim() === '*' || unquoted(entry) === etag);
}

function refuse(condition: string): never {
  throw new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    Condition: condition,
  });
}

/** @throws S3Error NotImplemented for conditions S3 has none of on a write, or that are not kept here */
export function parseWriteCondition(headers: Headers): WriteCondition {
  const ifNoneMatch = headers['if-none-match'];
  refuseDates(headers);
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') {
    throw new S3Error('NotImplemented', 'If-None-Match on a write can only be *.', {
      Header: 'If-None-Match',
    });
  }
  return { ifNoneMatch, ifMatch: headers['if-match'] };
}

function refuseDates(headers: Headers): void {
  for (const name of ['if-modified-since', 'if-unmodified-since', 'if-range']) {
    if (headers[name] !== undefined) {
      throw new S3Error('NotImplemented', `${name} is not kept here: use If-Match or If-None-Match.`, {
        Header: name,
      });
    }
  }
}

/**
 * Holds a write to its condition. `etag` is the current object's, unquoted; undefined when there is none.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function checkWriteCondition(condition: WriteCondition, etag: string | undefined, key: string): void {
  if (condition.ifNoneMatch === '*' && etag !== undefined) refuse('If-None-Match');
  if (condition.ifMatch === undefined) return;
  if (etag === undefined) throw new S3Error('NoSuchKey', 'The specified key does not exist.', { Key: key });
  if (!matches(condition.ifMatch, etag)) refuse('If-Match');
}

/** Whether a read is answered 304: the caller's copy, named by If-None-Match, is current. `etag` is unquoted. */
export function isNotModified(headers: Headers, etag: string): boolean {
  refuseDates(headers);
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers;
  if (ifMatch !== undefined && !matches(ifMatch, etag)) refuse('If-Match');
  return ifNoneMatch !== undefined && matches(ifNoneMatch, etag);
}
