import { type Batch, isTerminal } from './batch.ts';

/** Everything a customer can be told of. OpenAI's names. */
export const eventTypes = ['batch.completed', 'batch.failed', 'batch.expired', 'batch.cancelled'] as const;
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

/** The body as OpenAI sends it: byte for byte the same on each attempt, since the signature is over its bytes. */
export const eventBody = ({ eventId, type, createdAt, subjectId }: WebhookEvent): string =>
  JSON.stringify({
    id: eventId,
    object: 'event',
    created_at: Math.floor(createdAt / 1_000),
    type,
    data: { id: subjectId },
  });
