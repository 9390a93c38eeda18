import { z } from 'zod';
import { csvLayout } from '../bank-statements/csv.ts';
import { ageBuckets } from '../reconciliation/exception.ts';
import { findingStatuses } from '../reconciliation/finding.ts';
import { generousPage, listed } from './listed.ts';

/** Money on this wire is an integer of micro-units of its currency; times are milliseconds since the epoch. */
const micros = z.number().int();
const day = z.iso.date('a day such as 2027-01-31');

/** POST /v1/finance/bank_statements */
export const createStatementRequest = z.strictObject({
  /** The platform's name for the account, such as `main`: lines are known by it. */
  account: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/),
  format: z.enum(['csv', 'camt.053', 'mt940']),
  /** The file as the bank gave it. */
  text: z.string().min(1).max(5_000_000),
  /** Of a CSV: which column is what, and how it is written. */
  csv: csvLayout.optional(),
});

const statement = z.object({
  object: z.literal('bank_statement'),
  id: z.string(),
  account: z.string(),
  format: z.string(),
  first_day: z.string(),
  last_day: z.string(),
  lines: z.number().int(),
  taken_by: z.string(),
  taken_at: z.number().int(),
});
/** `new_lines`: those that no earlier file had. */
export const createStatementReply = statement.extend({ new_lines: z.number().int() });
export const statementsQuery = z.object({ account: z.string().max(40), ...generousPage });
export const statementsReply = z.object({ object: z.literal('list'), data: z.array(statement), ...listed });

/** GET /v1/finance/bank_lines */
export const bankLinesQuery = z.object({
  account: z.string().max(40),
  from: day.default('0000-01-01').describe('The first day of booking.'),
  to: day.default('9999-12-31').describe('The last day of booking.'),
  after: z.string().max(128).optional().describe('The `last_id` of the page before.'),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});
export const bankLineObject = z.object({
  object: z.literal('bank_line'),
  /** `<account>/<line>`: what GET /v1/finance/drill takes. */
  id: z.string(),
  account: z.string(),
  booked_on: z.string(),
  value_on: z.string(),
  /** Positive: the money came in. */
  amount_micro_usd: micros,
  currency: z.string(),
  counterparty: z.string(),
  text: z.string(),
  reference: z.string(),
  /** The entry that stands for it, a match's or a correction's. */
  business_key: z.string().nullable(),
  payout_id: z.string().nullable(),
  /** What a reconciliation found of it. */
  exception_id: z.string().nullable(),
  exception_state: z.enum(['open', 'resolved']).nullable(),
});
export const bankLinesReply = z.object({
  object: z.literal('list'),
  data: z.array(bankLineObject),
  ...listed,
});

/** POST /v1/finance/reconciliations */
export const createReconciliationRequest = z.strictObject({
  /** Absent: 45 days back, and as far as anything is open. */
  from: day.optional(),
});

export const reconciliationReply = z.object({
  object: z.literal('reconciliation'),
  id: z.string(),
  state: z.enum(['pending', 'done']),
  requested_by: z.string(),
  requested_at: z.number().int(),
  summary: z
    .object({
      from: z.number().int(),
      done_at: z.number().int(),
      matched: z.object({ transactions: z.int(), payouts: z.int(), lines: z.int() }),
      found: z.record(z.enum(findingStatuses), z.int()),
      explained_micro_usd: micros,
      lines_posted: z.int(),
      exceptions_opened: z.int(),
      exceptions_changed: z.int(),
      exceptions_closed: z.int(),
      exceptions_open: z.int(),
    })
    .nullable(),
});
export const reconciliationParams = z.object({ reconciliation_id: z.string().max(100) });
export const reconciliationsReply = z.object({
  object: z.literal('list'),
  data: z.array(reconciliationReply),
});

/** GET /v1/finance/exceptions */
export const exceptionsQuery = z.object({
  state: z.enum(['open', 'resolved', 'all']).default('open'),
  status: z.enum(findingStatuses).optional(),
  age: z.enum(ageBuckets).optional(),
  /** `nobody`: those that nobody is to look after. */
  assignee: z.string().max(100).optional(),
  after: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

const posting = z.strictObject({ account: z.string().min(1).max(200), amount_micro_usd: z.number().int() });

export const exceptionReply = z.object({
  object: z.literal('exception'),
  id: z.string(),
  state: z.enum(['open', 'resolved']),
  status: z.enum(findingStatuses),
  side: z.enum(['stripe', 'bank', 'ledger']),
  reason: z.string(),
  balance_transaction_id: z.string().nullable(),
  source_id: z.string().nullable(),
  payout_id: z.string().nullable(),
  bank_line_names: z.array(z.string()),
  business_keys: z.array(z.string()),
  currency: z.string(),
  /** By how much Stripe or the bank says more than the ledger does. */
  difference_micro_usd: micros,
  occurred_at: z.number().int(),
  first_seen_at: z.number().int(),
  age: z.enum(ageBuckets),
  assignee: z.string().nullable(),
  notes: z.array(z.object({ by: z.string(), at: z.number().int(), text: z.string() })),
  proposal: z
    .object({
      postings: z.array(posting),
      reason: z.string(),
      proposed_by: z.string(),
      proposed_at: z.number().int(),
      approved_by: z.string().nullable(),
    })
    .nullable(),
  /** The entry that resolved it; null while it is open, or where it resolved itself. */
  resolved_by: z.string().nullable(),
  resolved_at: z.number().int().nullable(),
});
export type ExceptionReply = z.infer<typeof exceptionReply>;
export const exceptionParams = z.object({ exception_id: z.string().max(300) });
export const exceptionsReply = z.object({
  object: z.literal('list'),
  data: z.array(exceptionReply),
  first_id: z.string().nullable(),
  last_id: z.string().nullable(),
  has_more: z.boolean(),
  /** Of all that are open, whatever else was asked for; null where resolved ones were. */
  open_by_age: z.record(z.enum(ageBuckets), z.int()).nullable(),
});

/** PATCH /v1/finance/exceptions/{exception_id}; null: nobody. */
export const updateExceptionRequest = z.strictObject({
  assignee: z.string().trim().min(1).max(100).nullable(),
});

/** POST .../notes */
export const createNoteRequest = z.strictObject({ text: z.string().trim().min(1).max(2_000) });

/** POST .../resolve */
export const resolveExceptionRequest = z.strictObject({
  entry: z.strictObject({ postings: z.array(posting).min(2).max(20) }),
  reason: z.string().trim().min(1).max(500),
});
