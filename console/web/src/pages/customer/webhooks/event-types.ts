import type { Endpoint } from '../webhook-queries.ts';

export type EventType = Endpoint['event_types'][number];

export const eventTypes = [
  'batch.completed',
  'batch.failed',
  'batch.expired',
  'batch.cancelled',
  'balance.topped_up',
  'balance.top_up_failed',
] as const satisfies readonly EventType[];
