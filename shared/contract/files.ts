import { z } from 'zod';
import type { CustomerFile } from '../customer-file.ts';

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
