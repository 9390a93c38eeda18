import { type Batch, isTerminal } from './batch.ts';

/** Whoever does not fetch a zero-retention batch's files within this time after its end has lost them. */
export const deliveryMillis = 24 * 3_600_000;

/** Its checks may hold a zero-retention batch's end back for so long at most. */
const longestAuditWaitMillis = 3_600_000;

/** A streamed live call is told for five minutes at most; what came to rest before then may still be on its way. */
const longestAnswerMillis = 6 * 60_000;

/** What a batch has to deliver. */
const filesOf = ({ outputFileId, errorFileId }: Pick<Batch, 'outputFileId' | 'errorFileId'>) =>
  [outputFileId, errorFileId].filter((fileId) => fileId !== undefined);

/** What a complete download of one of its files changes about a zero-retention batch; undefined where nothing. */
export function afterDownload(batch: Batch, fileId: string, now: number): Partial<Batch> | undefined {
  const files = filesOf(batch);
  const before = batch.downloadedFileIds ?? [];
  if (!batch.zeroRetention || batch.deliveredAt || !files.includes(fileId) || before.includes(fileId))
    return undefined;
  const downloadedFileIds = [...before, fileId];
  const isDelivered = files.every((each) => downloadedFileIds.includes(each));
  return { downloadedFileIds, ...(isDelivered && { deliveredAt: now }) };
}

/** Whether its content must be gone by now. A batch of live calls delivered each of them as it answered it. */
export function isErasureDue(batch: Batch, now: number): boolean {
  if (!batch.zeroRetention || batch.erasedAt !== undefined || !isTerminal(batch.status)) return false;
  if (batch.kind === 'live' || filesOf(batch).length === 0) return true;
  return batch.deliveredAt !== undefined || now >= (batch.endedAt ?? now) + deliveryMillis;
}

/** Whether a live call that came to rest at `restedAt` has been told to its caller by now, or never will be. */
export const isToldByNow = (restedAt: number, now: number): boolean => now - restedAt >= longestAnswerMillis;

/**
 * How long a check of this batch may wait for a vehicle. What is deleted at delivery is checked before it ends, so its
 * checks wait for less, and not at all once it has been cancelled or its time is over.
 */
export function auditWaitMillis(
  batch: Pick<Batch, 'zeroRetention' | 'ending' | 'expiresAt'>,
  standardMillis: number,
  now: number,
): number {
  if (!batch.zeroRetention) return standardMillis;
  return batch.ending || now >= batch.expiresAt ? 0 : Math.min(standardMillis, longestAuditWaitMillis);
}

const toldOfLive = ['id', 'object', 'created', 'created_at', 'model', 'status', 'service_tier', 'usage'];

/**
 * A zero-retention answer as it is kept under an Idempotency-Key: ids and status, and of what it said nothing.
 * `answer`: OpenAI's reply object.
 */
export const withoutContent = (answer: Record<string, unknown>): Record<string, unknown> => ({
  ...Object.fromEntries(Object.entries(answer).filter(([name]) => toldOfLive.includes(name))),
  x_parkade: { data: 'zero_retention', content: 'deleted' },
});
