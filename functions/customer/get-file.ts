import { createRoute, z } from '@hono/zod-openapi';
import { fileObject, fileObjectOf } from '../../shared/contract/files.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/files/{fileId}',
  summary: 'Retrieves a file object',
  request: { params: z.object({ fileId: z.string() }) },
  responses: { 200: { description: 'The file', content: { 'application/json': { schema: fileObject } } } },
});

export function getFile(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const file = await deps.files.get(c.get('callerId'), c.req.valid('param').fileId);
    return c.json(fileObjectOf(file), 200);
  });
}
