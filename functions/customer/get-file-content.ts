import { Readable } from 'node:stream';
import { createRoute, z } from '@hono/zod-openapi';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/files/{fileId}/content',
  summary: 'Downloads a file',
  request: { params: z.object({ fileId: z.string() }) },
  responses: {
    200: { description: 'The bytes', content: { 'application/octet-stream': { schema: z.string() } } },
  },
});

/** Streamed from S3 through, whatever the size. */
export function getFileContent(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const file = await deps.files.get(c.get('callerId'), c.req.valid('param').fileId);
    const bytes = Readable.toWeb(await deps.fileObjects.open(file)) as ReadableStream<Uint8Array>;
    return c.body(bytes, 200, { 'content-type': 'application/jsonl', 'content-length': String(file.bytes) });
  });
}
