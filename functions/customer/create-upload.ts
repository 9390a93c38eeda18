import { createRoute } from '@hono/zod-openapi';
import { createUploadRequest, uploadObject, uploadObjectOf } from '../../shared/contract/uploads.ts';
import { type CustomerUpload, uploadLimits } from '../../shared/customer-upload.ts';
import { batchLimits } from '../../shared/quote.ts';
import { Refusal } from '../../shared/refusal.ts';
import { uploadWrites } from '../adapters/uploads.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/uploads',
  summary: 'Begins a file that comes in parts, within an hour',
  request: { body: { required: true, content: { 'application/json': { schema: createUploadRequest } } } },
  responses: {
    200: { description: 'The upload', content: { 'application/json': { schema: uploadObject } } },
  },
});

export function createUpload(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const { filename, mime_type, bytes, expires_after } = c.req.valid('json');
    if (bytes > batchLimits.bytes)
      throw new Refusal('file_too_large', `bytes: a file may have ${batchLimits.bytes}, not ${bytes}.`, {
        param: 'bytes',
      });
    const createdAt = deps.now();
    const upload: CustomerUpload = {
      customerId: c.get('callerId'),
      uploadId: deps.newId('upload'),
      filename,
      mimeType: mime_type,
      bytes,
      ...(expires_after && { fileLifeSeconds: expires_after.seconds }),
      status: 'pending',
      receivedBytes: 0,
      receivedParts: 0,
      createdAt,
      expiresAt: createdAt + uploadLimits.lifeMillis,
    };
    await deps.commit([uploadWrites.create(upload)]);
    return c.json(uploadObjectOf(upload, deps.now()), 200);
  });
}
