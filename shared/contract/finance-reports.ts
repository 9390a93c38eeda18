import { z } from 'zod';

/** How a column's values are to be read: money is an integer of micro-USD, a time milliseconds since the epoch. */
const column = z.object({
  key: z.string(),
  label: z.string(),
  unit: z.enum(['text', 'micro_usd', 'count', 'time']),
});

const cell = z.union([z.string(), z.number(), z.null()]);
/**
 * By the columns' keys; and, in rows that are sums of entries, `made_of`: where GET /v1/finance/journal lists them.
 */
const row = z.record(z.string(), cell);

/** One shape for every report and statement, so that each can be read as JSON, CSV, PDF and in a terminal. */
export const reportReply = z.object({
  object: z.literal('report'),
  name: z.string(),
  title: z.string(),
  /** Whom it is about, where it is about one. */
  about: z.string().nullable(),
  /** Milliseconds since the epoch, UTC; `from` is null where it is of all time until `to`. */
  from: z.number().int().nullable(),
  to: z.number().int(),
  currency: z.string(),
  sections: z.array(
    z.object({
      title: z.string(),
      columns: z.array(column),
      rows: z.array(row),
      /** The sum of the rows, where they have one. */
      total: row.nullable(),
    }),
  ),
  /** What must be equal, and whether it is: a report says itself that it adds up. */
  checks: z.array(
    z.object({
      says: z.string(),
      left_micro_usd: z.number().int(),
      right_micro_usd: z.number().int(),
      holds: z.boolean(),
    }),
  ),
  /** How figures are made where there is a choice. */
  notes: z.array(z.string()),
});

const reportFormats = ['json', 'csv', 'pdf'] as const;
const format = z.enum(reportFormats).default('json');

const month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'a month such as 2027-01');
const currency = z
  .string()
  .regex(/^[a-z]{3}$/)
  .default('usd')
  .transform((code) => code as Lowercase<string>);

/** GET /v1/finance/reports/...: of one month of UTC, or at its end; absent: of the running one, or now. */
export const monthReportQuery = z.object({ month: month.optional(), currency, format });
/** GET /v1/finance/reports/payouts: of a run, or of a month. */
export const payoutReportQuery = monthReportQuery.extend({ run: z.string().max(100).optional() });

export const ownerStatementParams = z.object({ owner_id: z.string() });
export const customerStatementParams = z.object({ customer_id: z.string() });

export const journalFormats = ['csv', 'quickbooks', 'xero'] as const;
const day = z.iso.date();
/** GET /v1/finance/exports/journal: from the first day to the last one, both included, UTC. */
export const journalExportQuery = z.object({
  format: z.enum(journalFormats).default('csv'),
  from: day,
  to: day,
  currency,
  /** Of `xero`, which takes 300 lines at a time: which part, from 1; the header x-parkade-parts tells how many. */
  part: z.coerce.number().int().min(1).default(1),
});

export type Report = z.infer<typeof reportReply>;
export type ReportSection = Report['sections'][number];
export type ReportColumn = z.infer<typeof column>;
export type ReportRow = z.infer<typeof row>;
export type ReportFormat = (typeof reportFormats)[number];
