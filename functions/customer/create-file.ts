import { createRoute } from '@hono/zod-openapi';
import { createFileFields, createFileForm, fileObject, fileObjectOf } from '../../shared/contract/files.ts';
import { type CustomerFile, fileLifeMillis } from '../../shared/customer-file.ts';
import { batchLimits } from '../../shared/quote.ts';
import { fileWrites } from '../adapters/files.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { readUpload } from './files/read-upload.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/files',
  summary: 'Keeps a batch input file',
  request: { body: { required: true, content: { 'multipart/form-data': { schema: createFileForm } } } },
  responses: { 200: { description: 'The file', content: { 'application/json': { schema: fileObject } } } },
});

const form = { fileField: 'file', maxBytes: batchLimits.bytes, fields: createFileFields };

/** The bytes go to S3 as they come in and are kept before the record says that they exist. */
export function createFile(api: Api, deps: Deps) {
  // Described like any route, but read as a stream: the library's own reading would take the form into memory.
  api.openAPIRegistry.registerPath(route);
  api.post(route.getRoutingPath(), async (c) => {
    const name = { customerId: c.get('callerId'), fileId: deps.newId('file') };
    const upload = await readUpload(c, form, (bytes) => deps.fileObjects.store(name, bytes));
    const seconds = upload.fields['expires_after[seconds]'];
    const createdAt = deps.now();
    const file: CustomerFile = {
      ...name,
      filename: upload.filename,
      purpose: 'batch',
      bytes: upload.bytes,
      createdAt,
      expiresAt: createdAt + (seconds ? seconds * 1_000 : fileLifeMillis),
    };
    await deps.commit([fileWrites.create(file)]);
    return c.json(fileObjectOf(file), 200);
  });
}
