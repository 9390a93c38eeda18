import { Readable } from 'node:stream';
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { type ByteRange, byteRangeOf } from '../../shared/byte-range.ts';
import { errorReply } from '../../shared/contract/errors.ts';
import type { CustomerFile } from '../../shared/customer-file.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { notingDownload } from './files/note-download.ts';

const content = { 'application/jsonl': { schema: z.string() } };

const route = createRoute({
  method: 'get',
  path: '/v1/files/{fileId}/content',
  summary: 'Downloads a file, or a range of its bytes',
  request: {
    params: z.object({ fileId: z.string() }),
    headers: z.object({
      range: z
        .string()
        .optional()
        .meta({ description: 'One range, as "bytes=0-99": that much is sent, as 206. Several are ignored.' }),
      'if-range': z.string().optional().meta({ description: 'The ETag of an earlier answer.' }),
    }),
  },
  responses: {
    200: { description: 'The bytes', content },
    206: { description: 'The bytes of the range', content },
    416: {
      description: 'The file has no such bytes',
      content: { 'application/json': { schema: errorReply } },
    },
  },
});

/** Streamed from S3 through, whatever the size. */
export function getFileContent(api: Api, deps: Deps) {
  // The library takes JSON Lines for JSON, so the route is described here and answered below.
  api.openAPIRegistry.registerPath(route);
  api.get(route.getRoutingPath(), async (c) => {
    const file = await deps.files.get(c.get('callerId'), c.req.param('fileId') ?? '');
    const range = rangeAsked(c, file);
    const { first, last } = range ?? { first: 0, last: file.bytes - 1 };
    c.header('content-type', 'application/jsonl');
    c.header('content-length', String(last - first + 1));
    const status = range ? 206 : 200;
    if (c.req.method === 'HEAD') return c.body(null, status);
    const bytes = range ? await deps.fileObjects.openRange(file, range) : await deps.fileObjects.open(file);
    const web = Readable.toWeb(bytes) as ReadableStream<Uint8Array<ArrayBuffer>>;
    const isWhole = last - first + 1 === file.bytes;
    return c.body(isWhole ? notingDownload(deps, file, web) : web, status);
  });
}

/** And tells in the headers what there is. A file never changes, so its id is its ETag. Refuses with 416 what is not there. */
function rangeAsked(c: Context, { fileId, bytes }: CustomerFile): ByteRange | undefined {
  const etag = `"${fileId}"`;
  const isSame = (c.req.header('if-range') ?? etag) === etag;
  const range = byteRangeOf(isSame ? c.req.header('range') : undefined, bytes);
  c.header('accept-ranges', 'bytes');
  c.header('etag', etag);
  if (range === 'unsatisfiable') {
    c.header('content-range', `bytes */${bytes}`);
    throw new Refusal('invalid_request', `Range: the file has ${bytes} bytes, from 0.`, {
      param: 'Range',
      status: 416,
    });
  }
  if (range) c.header('content-range', `bytes ${range.first}-${range.last}/${bytes}`);
  return range;
}
