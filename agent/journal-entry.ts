import { z } from 'zod';
import { signals } from '../shared/signals.ts';

/**
 * A line of the car's own log. It stays in the car: it tells when the car stood and was used. It has no text of a
 * customer, and no position.
 */
const at = z.number().int();
const nanoUsd = z.number().int();

export const reasonShape = z.strictObject({
  code: z.string(),
  text: z.string(),
  weight: z.enum(['stop', 'no', 'until', 'note']),
  at: at.optional(),
});

export const journalEntry = z.discriminatedUnion('kind', [
  z.strictObject({
    at,
    kind: z.literal('started'),
    softwareVersion: z.string(),
    models: z.array(z.string()),
    timeZone: z.string(),
  }),
  z.strictObject({ at, kind: z.literal('ended') }),
  /** What the charter says from now on. */
  z.strictObject({
    at,
    kind: z.literal('judged'),
    eligibleUntil: at.nullable(),
    mayChangeAt: at.nullable(),
    watts: z.number(),
    reasons: z.array(reasonShape),
  }),
  /** What the car says from now on; null: it is not known any more. */
  z.strictObject({
    at,
    kind: z.literal('signal'),
    name: signals.keyof(),
    value: z.unknown(),
    source: z.string().optional(),
  }),
  z.strictObject({
    at,
    kind: z.literal('word'),
    word: z.enum(['pause', 'resume', 'finish', 'stop', 'driver_returned', 'driver_left']),
    until: at.optional(),
  }),
  /** A task whose running ended, for whatever reason. */
  z.strictObject({
    at,
    kind: z.literal('ran'),
    taskId: z.string(),
    finished: z.number().int(),
    requests: z.number().int(),
    outcome: z.string(),
    runningMillis: z.number(),
  }),
  /** What was handed in of a task, and what it will probably pay: the market settles it later. */
  z.strictObject({
    at,
    kind: z.literal('handed-in'),
    taskId: z.string(),
    model: z.string(),
    status: z.string(),
    requests: z.number().int(),
    grossNanoUsd: nanoUsd,
    energyNanoUsd: nanoUsd,
    wearNanoUsd: nanoUsd,
    netNanoUsd: nanoUsd,
  }),
  z.strictObject({ at, kind: z.literal('fault'), what: z.string(), text: z.string() }),
]);
export type JournalEntry = z.infer<typeof journalEntry>;
type WithoutTime<Entry> = Entry extends JournalEntry ? Omit<Entry, 'at'> : never;
export type JournalNote = WithoutTime<JournalEntry>;
