import { z } from 'zod';
import type { CustomerFile } from '../customer-file.ts';

/** How long a file may be kept, in seconds from its creation: an hour to 30 days. */
export const keptSeconds = z.int().min(3_600).max(2_592_000);

/** The fields beside the file of POST /v1/files, as forms have them: texts. */
export const createFileFields = z
  .strictObject({
    purpose: z.literal('batch', 'only batch input is taken'),
    'expires_after[anchor]': z.literal('created_at').optional(),
    'expires_after[seconds]': z.coerce.number().pipe(keptSeconds).optional(),
  })
  .refine((given) => !given['expires_after[seconds]'] || given['expires_after[anchor]'], {
    error: 'is wanted with expires_after[seconds]: created_at',
    path: ['expires_after[anchor]'],
  })
  .refine((given) => !given['expires_after[anchor]'] || given['expires_after[seconds]'], {
    error: 'is wanted with expires_after[anchor]: 3600 to 2592000',
    path: ['expires_after[seconds]'],
  });

/** As the OpenAPI document describes it; it is never parsed whole. */
export const createFileForm = z.object({
  file: z.string().meta({ format: 'binary', description: 'JSON Lines: a request a line, at most 200 MB.' }),
  purpose: z.literal('batch'),
  'expires_after[anchor]': z.literal('created_at').optional(),
  'expires_after[seconds]': keptSeconds
    .optional()
    .meta({ description: 'From its creation until it is gone; without it 30 days.' }),
});

/** OpenAI's file object and its replies. Times in Unix seconds. */
export const fileObject = z.object({
  id: z.string(),
  object: z.literal('file'),
  bytes: z.number().int(),
  created_at: z.number().int(),
  expires_at: z.number().int().nullable(),
  filename: z.string(),
  purpose: z.enum(['batch', 'batch_output']),
  status: z.literal('processed'),
});

export const fileList = z.object({
  object: z.literal('list'),
  data: z.array(fileObject),
  first_id: z.string().nullable(),
  last_id: z.string().nullable(),
  has_more: z.boolean(),
});

export const fileDeleted = z.object({ id: z.string(), object: z.literal('file'), deleted: z.literal(true) });

export const fileObjectOf = (file: CustomerFile): z.infer<typeof fileObject> => ({
  id: file.fileId,
  object: 'file',
  bytes: file.bytes,
  created_at: Math.floor(file.createdAt / 1_000),
  expires_at: Math.floor(file.expiresAt / 1_000),
  filename: file.filename,
  purpose: file.purpose,
  status: 'processed',
});
