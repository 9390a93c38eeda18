import { createRoute, z } from '@hono/zod-openapi';
import { completeUploadRequest, uploadObject, uploadObjectOf } from '../../shared/contract/uploads.ts';
import { type CustomerFile, fileLifeMillis } from '../../shared/customer-file.ts';
import { type CustomerUpload, chooseParts, refuseUnlessPending } from '../../shared/customer-upload.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { fileWrites } from '../adapters/files.ts';
import { uploadWrites } from '../adapters/uploads.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { joinParts } from './files/join-parts.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/uploads/{uploadId}/complete',
  summary: 'Makes a file of an upload’s parts',
  request: {
    params: z.object({ uploadId: z.string() }),
    body: { required: true, content: { 'application/json': { schema: completeUploadRequest } } },
  },
  responses: {
    200: {
      description: 'The upload and its file',
      content: { 'application/json': { schema: uploadObject } },
    },
  },
});

/** The parts are joined under a new name; then one commit says that the file exists and the upload is done. */
export function completeUpload(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const { part_ids, md5 } = c.req.valid('json');
    const upload = await deps.uploads.get(c.get('callerId'), c.req.valid('param').uploadId);
    refuseUnlessPending(upload, deps.now());
    const parts = chooseParts(upload, await deps.uploads.parts(upload), part_ids);
    const file = newFile(deps, upload);
    await deps.fileObjects.store(file, joinParts(deps, parts, md5));
    const completed = { status: 'completed', fileId: file.fileId } as const;
    try {
      await deps.commit([uploadWrites.end(upload, completed), fileWrites.create(file)]);
    } catch (error) {
      // Another call was first; nobody will ever name these bytes.
      if (isRefusal(error, 'conflict')) await deps.fileObjects.delete(file);
      throw error;
    }
    return c.json(uploadObjectOf({ ...upload, ...completed }, deps.now(), file), 200);
  });
}

function newFile({ newId, now }: Deps, upload: CustomerUpload): CustomerFile {
  const { customerId, filename, bytes, fileLifeSeconds } = upload;
  const createdAt = now();
  const lifeMillis = fileLifeSeconds ? fileLifeSeconds * 1_000 : fileLifeMillis;
  return {
    customerId,
    fileId: newId('file'),
    filename,
    purpose: 'batch',
    bytes,
    createdAt,
    expiresAt: createdAt + lifeMillis,
  };
}
