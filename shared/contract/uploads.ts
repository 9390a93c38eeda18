import { z } from 'zod';
import type { CustomerFile } from '../customer-file.ts';
import { type CustomerUpload, type UploadPart, uploadLimits, uploadStatusAt } from '../customer-upload.ts';
import { fileObject, fileObjectOf, keptSeconds } from './files.ts';

/** POST /v1/uploads, as OpenAI's clients send it. */
export const createUploadRequest = z.strictObject({
  purpose: z.literal('batch', 'only batch input is taken'),
  filename: z.string().min(1).max(512),
  bytes: z.int().min(1).meta({ description: 'Of the whole file: its parts must add up to it.' }),
  mime_type: z.string().min(1).max(255).meta({ description: 'Of the file: application/jsonl.' }),
  expires_after: z
    .strictObject({ anchor: z.literal('created_at'), seconds: keptSeconds })
    .optional()
    .meta({ description: 'When the file is gone, counted from the completion; without it 30 days.' }),
});

/** As the OpenAPI document describes it; it is read as a stream. */
export const addUploadPartForm = z.object({
  data: z.string().meta({ format: 'binary', description: 'The bytes of the part, at most 64 MB.' }),
});

export const completeUploadRequest = z.strictObject({
  part_ids: z
    .array(z.string().max(128))
    .min(1)
    .max(uploadLimits.parts)
    .meta({ description: 'In the order in which the parts make up the file.' }),
  md5: z
    .string()
    .regex(/^[0-9a-f]{32}$/i, 'is the MD5 of the file in hexadecimal')
    .optional()
    .meta({ description: 'Of the whole file: what came in otherwise is refused.' }),
});

/** OpenAI's upload object. Times in Unix seconds. */
export const uploadObject = z.object({
  id: z.string(),
  object: z.literal('upload'),
  bytes: z.int(),
  created_at: z.int(),
  expires_at: z.int(),
  filename: z.string(),
  purpose: z.literal('batch'),
  status: z.enum(['pending', 'completed', 'cancelled', 'expired']),
  file: fileObject.nullable().meta({ description: 'Once the upload is completed.' }),
});

export const uploadPartObject = z.object({
  id: z.string(),
  object: z.literal('upload.part'),
  created_at: z.int(),
  upload_id: z.string(),
});

export const uploadObjectOf = (
  upload: CustomerUpload,
  now: number,
  file?: CustomerFile,
): z.infer<typeof uploadObject> => ({
  id: upload.uploadId,
  object: 'upload',
  bytes: upload.bytes,
  created_at: Math.floor(upload.createdAt / 1_000),
  expires_at: Math.floor(upload.expiresAt / 1_000),
  filename: upload.filename,
  purpose: 'batch',
  status: uploadStatusAt(upload, now),
  file: file ? fileObjectOf(file) : null,
});

export const uploadPartObjectOf = ({
  partId,
  uploadId,
  createdAt,
}: UploadPart): z.infer<typeof uploadPartObject> => ({
  id: partId,
  object: 'upload.part',
  created_at: Math.floor(createdAt / 1_000),
  upload_id: uploadId,
});
