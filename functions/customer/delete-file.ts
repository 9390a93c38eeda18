import { createRoute, z } from '@hono/zod-openapi';
import { fileDeleted } from '../../shared/contract/files.ts';
import { fileWrites } from '../adapters/files.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'delete',
  path: '/v1/files/{fileId}',
  summary: 'Deletes a file',
  request: { params: z.object({ fileId: z.string() }) },
  responses: { 200: { description: 'Gone', content: { 'application/json': { schema: fileDeleted } } } },
});

/** Gone for the customer with the commit; the bytes stay for batches that still read them, and go by the bucket's lifecycle. */
export function deleteFile(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const file = await deps.files.get(c.get('callerId'), c.req.valid('param').fileId);
    await deps.commit([fileWrites.delete(file, deps.now())]);
    return c.json({ id: file.fileId, object: 'file' as const, deleted: true as const }, 200);
  });
}
