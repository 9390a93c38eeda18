import { type Batch, isTerminal } from './batch.ts';
import type { TopUpRecord } from './top-up-record.ts';

/** Everything a customer can be told of. Of batches by OpenAI's names. */
export const eventTypes = [
  'batch.completed',
  'batch.failed',
  'batch.expired',
  'batch.cancelled',
  'balance.topped_up',
  'balance.top_up_failed',
] as const;
export type EventType = (typeof eventTypes)[number];

/** What happened to which of a customer's things. `createdAt`: when it happened, milliseconds since the epoch. */
export type WebhookEvent = { eventId: string; type: EventType; createdAt: number; subjectId: string };

/**
 * The event of a batch that came to its end; undefined before, and for the batches of live calls, which no customer
 * made. Its id follows from the batch, so an end that is told twice is one event.
 */
export function endEventOf(batch: Batch): WebhookEvent | undefined {
  if (batch.kind !== 'file' || !isTerminal(batch.status)) return undefined;
  const type = eventTypes.find((each) => each === `batch.${batch.status}`);
  if (!type) return undefined;
  const [, own = batch.batchId] = batch.batchId.split('_');
  return {
    eventId: `evt_${type.replace('.', '_')}_${own}`,
    type,
    createdAt: batch.endedAt ?? batch.createdAt,
    subjectId: batch.batchId,
  };
}

/**
 * The event of a top-up that came to its end, automatic or not; undefined before, and where nobody tried to pay. Its
 * id follows from the top-up.
 */
export function topUpEventOf(record: TopUpRecord): WebhookEvent | undefined {
  const { state, topUpId, createdAt, endedAt = createdAt } = record;
  if (state !== 'paid' && state !== 'failed') return undefined;
  const type = state === 'paid' ? 'balance.topped_up' : 'balance.top_up_failed';
  const [, own = topUpId] = topUpId.split('_');
  return { eventId: `evt_${type.replace('.', '_')}_${own}`, type, createdAt: endedAt, subjectId: topUpId };
}

/** The body as OpenAI sends it: byte for byte the same on each attempt, since the signature is over its bytes. */
export const eventBody = ({ eventId, type, createdAt, subjectId }: WebhookEvent): string =>
  JSON.stringify({
    id: eventId,
    object: 'event',
    created_at: Math.floor(createdAt / 1_000),
    type,
    data: { id: subjectId },
  });
