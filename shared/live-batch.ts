import { type Batch, batchLifeMillis } from './batch.ts';
import type { Model } from './catalogue.ts';
import type { MicroUsd } from './money.ts';
import type { LiveWindow } from './policy.ts';

const hourMillis = 3_600_000;

/** Money is held for live calls in slices of this size, not call by call: a call then costs two writes, not six. */
export const liveSliceMicroUsd: MicroUsd = 20_000n;

/** What live calls have in common that share a batch: who pays, by which key, for what and at which price. */
export type LiveCalls = {
  customerId: string;
  projectId: string;
  keyId: string;
  model: Model;
  window: LiveWindow;
  /** Its content goes as it is answered: the data key of such calls can then go with the hour. */
  zeroRetention?: true | undefined;
};

/** Every live call with one key to one model at one price within an hour belongs to this batch. */
export const liveBatchId = ({ keyId, model, window, zeroRetention }: LiveCalls, now: number): string =>
  `batch_live_${Math.floor(now / hourMillis)}_${model.id}_${window}${zeroRetention ? '_zero' : ''}_${keyId}`;

export function newLiveBatch(calls: LiveCalls, wrappedKey: Uint8Array<ArrayBuffer>, now: number): Batch {
  const { customerId, projectId, keyId, model, window, zeroRetention } = calls;
  const hourEndsAt = (Math.floor(now / hourMillis) + 1) * hourMillis;
  return {
    version: 1,
    customerId,
    batchId: liveBatchId(calls, now),
    kind: 'live',
    projectId,
    keyId,
    status: 'in_progress',
    endpoint: model.endpoint,
    model: model.id,
    window,
    ...(zeroRetention && { zeroRetention }),
    wrappedKey,
    requests: 0,
    tasks: 0,
    quotedMicroUsd: 0n,
    runningMicros: 0,
    createdAt: now,
    inProgressAt: now,
    promisedAt: hourEndsAt,
    expiresAt: now + batchLifeMillis,
  };
}
