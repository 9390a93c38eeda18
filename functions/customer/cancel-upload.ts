import { createRoute, z } from '@hono/zod-openapi';
import { uploadObject, uploadObjectOf } from '../../shared/contract/uploads.ts';
import { refuseUnlessPending } from '../../shared/customer-upload.ts';
import { uploadWrites } from '../adapters/uploads.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/uploads/{uploadId}/cancel',
  summary: 'Cancels an upload: it takes no more parts and never becomes a file',
  request: { params: z.object({ uploadId: z.string() }) },
  responses: {
    200: { description: 'The upload', content: { 'application/json': { schema: uploadObject } } },
  },
});

/** The bytes of its parts go by the bucket's lifecycle, within a day. Cancelled again, it is answered the same. */
export function cancelUpload(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const upload = await deps.uploads.get(c.get('callerId'), c.req.valid('param').uploadId);
    const cancelled = { status: 'cancelled' } as const;
    if (upload.status !== 'cancelled') {
      refuseUnlessPending(upload, deps.now());
      await deps.commit([uploadWrites.end(upload, cancelled)]);
    }
    return c.json(uploadObjectOf({ ...upload, ...cancelled }, deps.now()), 200);
  });
}
