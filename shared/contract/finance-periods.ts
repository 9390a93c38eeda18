import { z } from 'zod';
import { generousPage, listed } from './listed.ts';

const month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'a month such as 2027-01');

/** Micro-units by currency and account group (`usd`, `customer/*`); above zero is what the platform owes or earned. */
const ledgers = z.record(z.string(), z.record(z.string(), z.number().int()));

/** Times are milliseconds since the epoch. */
const period = z.object({
  object: z.literal('period'),
  month: z.string(),
  closed_at: z.number().int(),
  closed_by: z.string(),
  /** Of the month alone. */
  entries: z.number().int(),
  /** How all accounts stood at its end. */
  balances: ledgers,
  /** The end of the journal's chain when it was closed; its hash vouches for every entry until then. */
  journal_seq: z.number().int(),
  journal_hash: z.string(),
  /** The object in the journal's bucket with the balances by account, and its hash. */
  accounts_object: z.string(),
  accounts_sha256: z.string(),
});
export const periodReply = period;
export const periodParams = z.object({ month });

/** GET /v1/finance/periods */
export const periodsReply = z.object({
  object: z.literal('list'),
  /** Those that are closed, in their order. */
  data: z.array(period),
  /** The next one to close; null while there is no entry. */
  next_month: z.string().nullable(),
  /** From then on it can be. */
  next_closes_from: z.number().int().nullable(),
  /** Entries that came after their month was closed: a fault, since none can. They are in no period. */
  refused_entries: z.array(z.object({ business_key: z.string(), at: z.number().int() })),
});

/** POST /v1/finance/reversals */
export const createReversalRequest = z.strictObject({
  business_key: z.string().min(1).max(300),
  reason: z.string().trim().min(1).max(190),
});

const reversal = z.object({
  object: z.literal('reversal'),
  id: z.string(),
  business_key: z.string(),
  reason: z.string(),
  /** `approved`: it is being posted. */
  state: z.enum(['proposed', 'approved', 'posted', 'rejected']),
  made_by: z.string(),
  made_at: z.number().int(),
  decided_by: z.string().nullable(),
  decided_at: z.number().int().nullable(),
  /** The entry that undoes it, once it is posted. */
  reversed_by: z.string().nullable(),
});
export const reversalReply = reversal;
export const reversalsQuery = z.object(generousPage);
export const reversalsReply = z.object({ object: z.literal('list'), data: z.array(reversal), ...listed });
export const reversalParams = z.object({ reversal_id: z.string().max(100) });

export type PeriodReply = z.infer<typeof periodReply>;
export type ReversalReply = z.infer<typeof reversalReply>;
