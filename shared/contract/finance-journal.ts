import { z } from 'zod';
import { listed } from './listed.ts';

const momentMax = 8_640_000_000_000_000;
const moment = z.coerce.number().int().min(0).max(momentMax);

/** GET /v1/finance/journal: which entries a figure is made of. Times are milliseconds since the epoch. */
export const journalQuery = z.object({
  from: moment.default(0).describe('Included.'),
  to: moment.default(momentMax).describe('Not included.'),
  currency: z
    .string()
    .regex(/^[a-z]{3}$/)
    .default('usd')
    .transform((code) => code as Lowercase<string>),
  accounts: z
    .string()
    .max(1_000)
    .optional()
    .describe(
      'Accounts, or groups of them such as `customer/*`, with commas between them: entries that moved these in all.',
    ),
  kind: z.string().max(50).optional(),
  subject: z
    .string()
    .max(50)
    .optional()
    .describe('The third word of the business key: what a fee was taken for.'),
  after: z
    .string()
    .regex(/^\d{1,12}\..{1,300}$/)
    .optional()
    .describe('The `last_id` of the page before.'),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});

const journalEntry = z.object({
  object: z.literal('journal_entry'),
  /** The link of the chain that holds it, and its business key. */
  id: z.string(),
  business_key: z.string(),
  kind: z.string(),
  at: z.number().int(),
  /** What it moved the `accounts` by; null where none are named. */
  moved_micro_usd: z.number().int().nullable(),
  postings: z.array(z.object({ account: z.string(), amount_micro_usd: z.number().int() })),
});

export const journalReply = z.object({ object: z.literal('list'), data: z.array(journalEntry), ...listed });

export type JournalEntryReply = z.infer<typeof journalEntry>;
