import { Refusal } from './refusal.ts';

/** A file that comes in parts. Bytes as integers, times in ms. */
export type CustomerUpload = {
  customerId: string;
  uploadId: string;
  filename: string;
  mimeType: string;
  /** Of the file when all its parts are joined. */
  bytes: number;
  /** How long the file is kept, where the customer says. */
  fileLifeSeconds?: number;
  status: 'pending' | 'completed' | 'cancelled';
  /** Of all parts that came in, those that were sent again included. */
  receivedBytes: number;
  receivedParts: number;
  createdAt: number;
  expiresAt: number;
  /** Once it is completed. */
  fileId?: string;
};

export type UploadPart = {
  customerId: string;
  uploadId: string;
  partId: string;
  bytes: number;
  createdAt: number;
};

export const uploadLimits = {
  /** OpenAI's: from its creation to its completion. */
  lifeMillis: 3_600_000,
  /** OpenAI's: 64 MB a part. */
  partBytes: 64 * 1_024 * 1_024,
  /** Joining reads them one after the other within one call. */
  parts: 1_000,
  /** Parts may be sent again, but not be a store of their own: so many times the file's bytes. */
  receivedTimes: 3,
} as const;

/** As a customer sees it: `expired` is what a pending one becomes by itself. */
export const uploadStatusAt = (
  { status, expiresAt }: Pick<CustomerUpload, 'status' | 'expiresAt'>,
  now: number,
): CustomerUpload['status'] | 'expired' => (status === 'pending' && expiresAt <= now ? 'expired' : status);

/** Refuses with invalid_request where it can't take parts or be completed any more. */
export function refuseUnlessPending(upload: CustomerUpload, now: number): void {
  const status = uploadStatusAt(upload, now);
  if (status === 'pending') return;
  const what = upload.fileId ? `${status}: its file is ${upload.fileId}` : status;
  throw new Refusal('invalid_request', `The upload ${upload.uploadId} is ${what}. Begin a new one.`, {
    param: 'upload_id',
  });
}

/** The parts in the order of `partIds`. Refuses with invalid_request unless they are its own and make up its bytes. */
export function chooseParts(
  upload: Pick<CustomerUpload, 'uploadId' | 'bytes'>,
  parts: readonly UploadPart[],
  partIds: readonly string[],
): UploadPart[] {
  const known = new Map(parts.map((part) => [part.partId, part]));
  const chosen = partIds.map((partId) => {
    const part = known.get(partId);
    if (!part)
      throw refusedParts(`'${partId}' is no part of the upload ${upload.uploadId}, or is named twice.`);
    known.delete(partId);
    return part;
  });
  const bytes = chosen.reduce((sum, part) => sum + part.bytes, 0);
  if (bytes !== upload.bytes)
    throw refusedParts(`The parts have ${bytes} bytes together; the upload was begun for ${upload.bytes}.`);
  return chosen;
}

const refusedParts = (message: string) =>
  new Refusal('invalid_request', `part_ids: ${message}`, { param: 'part_ids' });
