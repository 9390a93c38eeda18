import type { FileHandle } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { S3Error } from './s3-error.ts';
import { buildXml, type Xml } from './xml.ts';

/** Bytes `start` to `end`, inclusive, of an open file; whoever sends them closes it. */
type FileSlice = { handle: FileHandle; start: number; end: number };
export type Reply = { status: number; headers: Record<string, string>; body?: string | FileSlice };

/** Up to this size a slice is read at once: cheaper than a stream. */
const wholeReadBytes = 64 * 1024;

/** A 200 with one of S3's results as its XML body. */
export function xmlReply(root: string, content: Xml, headers: Record<string, string> = {}): Reply {
  return {
    status: 200,
    headers: { ...headers, 'content-type': 'application/xml' },
    body: buildXml(root, content),
  };
}

/** S3's error body, by which SDKs tell NoSuchKey from NoSuchBucket. A fault that is no S3Error tells nothing of itself. */
export function errorReply(error: unknown, resource: string, requestId: string): Reply {
  const refusal =
    error instanceof S3Error
      ? error
      : new S3Error('InternalError', 'We encountered an internal error: see the log.');
  const content = {
    Code: refusal.code,
    Message: refusal.message,
    ...refusal.fields,
    Resource: resource,
    RequestId: requestId,
  };
  return {
    status: refusal.status,
    headers: { ...refusal.headers, 'content-type': 'application/xml' },
    body: buildXml('Error', content, false),
  };
}

async function sendSlice(response: ServerResponse, { handle, start, end }: FileSlice): Promise<void> {
  const length = end - start + 1;
  try {
    if (length > wholeReadBytes) {
      await pipeline(handle.createReadStream({ start, end, autoClose: false }), response);
      return;
    }
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, start);
    response.end(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

/** Sends a reply; `method` HEAD gets the headers only. */
export async function sendReply(response: ServerResponse, reply: Reply, method: string): Promise<void> {
  const { status, headers, body } = reply;
  if (typeof body === 'object') {
    response.writeHead(status, headers);
    await sendSlice(response, body);
    return;
  }
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const isBodyless = method === 'HEAD' || status === 304 || status === 204;
  response.writeHead(status, isBodyless ? headers : { 'content-length': '0', ...length, ...headers });
  response.end(isBodyless ? undefined : body);
}
