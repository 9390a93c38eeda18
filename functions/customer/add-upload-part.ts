import { createRoute, z } from '@hono/zod-openapi';
import { addUploadPartForm, uploadPartObject, uploadPartObjectOf } from '../../shared/contract/uploads.ts';
import { refuseUnlessPending, uploadLimits } from '../../shared/customer-upload.ts';
import { partObject, uploadWrites } from '../adapters/uploads.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { readUpload } from './files/read-upload.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/uploads/{uploadId}/parts',
  summary: 'Adds a part to an upload: of any size, in any order, several at a time',
  request: {
    params: z.object({ uploadId: z.string() }),
    body: { required: true, content: { 'multipart/form-data': { schema: addUploadPartForm } } },
  },
  responses: {
    200: { description: 'The part', content: { 'application/json': { schema: uploadPartObject } } },
  },
});

/** The bytes are kept before the record says that they exist. */
export function addUploadPart(api: Api, deps: Deps) {
  // Described like any route, but read as a stream: the library's own reading would take the form into memory.
  api.openAPIRegistry.registerPath(route);
  api.post(route.getRoutingPath(), async (c) => {
    const upload = await deps.uploads.get(c.get('callerId'), c.req.param('uploadId') ?? '');
    refuseUnlessPending(upload, deps.now());
    const { customerId, uploadId } = upload;
    const name = { customerId, partId: deps.newId('part') };
    const form = {
      fileField: 'data',
      maxBytes: Math.min(uploadLimits.partBytes, upload.bytes),
      fields: z.strictObject({}),
    };
    const { bytes } = await readUpload(c, form, (data) => deps.fileObjects.store(partObject(name), data));
    const part = { ...name, uploadId, bytes, createdAt: deps.now() };
    await deps.commit(uploadWrites.addPart(upload, part));
    return c.json(uploadPartObjectOf(part), 200);
  });
}
