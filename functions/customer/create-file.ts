import { createRoute, z } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { fileObject, fileObjectOf } from '../../shared/contract/files.ts';
import { type CustomerFile, fileLifeMillis } from '../../shared/customer-file.ts';
import { batchLimits } from '../../shared/quote.ts';
import { Refusal } from '../../shared/refusal.ts';
import { fileWrites } from '../adapters/files.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const form = z.object({
  file: z.instanceof(File, { error: 'a file is wanted' }).openapi({ type: 'string', format: 'binary' }),
  purpose: z.literal('batch', 'only batch input is taken'),
  'expires_after[anchor]': z.literal('created_at').optional(),
  'expires_after[seconds]': z.coerce.number().int().min(3_600).max(2_592_000).optional(),
});

const route = createRoute({
  method: 'post',
  path: '/v1/files',
  summary: 'Keeps a batch input file',
  request: { body: { required: true, content: { 'multipart/form-data': { schema: form } } } },
  responses: { 200: { description: 'The file', content: { 'application/json': { schema: fileObject } } } },
});

/** Room for the form around the file. */
const formBytes = 100_000;

/** By its Content-Length where it has one: a body over the limit is refused before it is read. */
export const uploadLimit = bodyLimit({
  maxSize: batchLimits.bytes + formBytes,
  onError: () => {
    throw new Refusal(
      'file_too_large',
      `The upload is too large; a file may have ${batchLimits.bytes} bytes.`,
      { param: 'file' },
    );
  },
});

/** The bytes are kept before the record says that they exist. */
export function createFile(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const { file: upload, 'expires_after[seconds]': seconds } = c.req.valid('form');
    refuseUnlessSized(upload);
    const createdAt = deps.now();
    const file: CustomerFile = {
      customerId: c.get('callerId'),
      fileId: deps.newId('file'),
      filename: upload.name,
      purpose: 'batch',
      bytes: upload.size,
      createdAt,
      expiresAt: createdAt + (seconds ? seconds * 1_000 : fileLifeMillis),
    };
    await deps.fileObjects.put(file, new Uint8Array(await upload.arrayBuffer()));
    await deps.commit([fileWrites.create(file)]);
    return c.json(fileObjectOf(file), 200);
  });
}

function refuseUnlessSized({ size, name }: File): void {
  if (size === 0) throw new Refusal('invalid_file', `The file ${name} is empty.`, { param: 'file' });
  if (size > batchLimits.bytes)
    throw new Refusal(
      'file_too_large',
      `The file ${name} has ${size} bytes; at most ${batchLimits.bytes} are taken.`,
      { param: 'file' },
    );
}
