import { z } from 'zod';

/** Money is an integer of micro-USD, a time milliseconds since the epoch. */
const link = z.object({
  /** What it is to the thing above: "released", "transfer", "request". */
  what: z.string(),
  /** What `from` takes, to go on from here; null: there is nothing further. */
  id: z.string().nullable(),
  at: z.number().int().nullable(),
  amount_micro_usd: z.number().int().nullable(),
  note: z.string().nullable(),
});

/** GET /v1/finance/drill */
export const drillQuery = z.object({
  from: z
    .string()
    .min(3)
    .max(300)
    .describe(
      'A business key (owner/…/payout/3, batch/…/settle/1), an id at Stripe (tr_…, txn_…, ch_…, pi_…, po_…), a bank line, a batch, or one request of it: batch_…/request/<custom_id>.',
    ),
});

export const drillReply = z.object({
  object: z.literal('drill'),
  /** As it is known: what was asked for may have been another name of it. */
  id: z.string(),
  title: z.string(),
  at: z.number().int().nullable(),
  amount_micro_usd: z.number().int().nullable(),
  facts: z.array(z.object({ name: z.string(), value: z.string() })),
  /** What it is made of, towards the requests. */
  down: z.array(link),
  /** What it is part of, towards the bank. */
  up: z.array(link),
  /** That the parts add up to what is above them. */
  checks: z.array(
    z.object({
      says: z.string(),
      left_micro_usd: z.number().int(),
      right_micro_usd: z.number().int(),
      holds: z.boolean(),
    }),
  ),
});

/** GET /v1/finance/requests: the requests behind what an owner earned of a batch. */
export const paidRequestsQuery = z.object({
  settlement: z.string().regex(/^batch\/[\w-]{1,100}\/settle\/\d{1,6}$/, 'such as batch/batch_01/settle/1'),
  owner: z.string().max(100),
  /** How many requests are listed, dearest first; sums are of all. */
  limit: z.coerce.number().int().min(1).max(10_000).default(100),
});

const paidRequest = z.object({
  /** Null where its receipt is gone, or of a live call: then `task` is all that is known. */
  custom_id: z.string().nullable(),
  line: z.number().int().nullable(),
  task: z.number().int(),
  vehicle_id: z.string(),
  input_tokens: z.number().int().nullable(),
  output_tokens: z.number().int().nullable(),
  pages: z.number().int().nullable(),
  requests: z.number().int(),
  reference_microseconds: z.number().int(),
  charge_micro_usd: z.number().int(),
  owner_micro_usd: z.number().int(),
});

export const paidRequestsReply = z.object({
  object: z.literal('paid_requests'),
  settlement: z.string(),
  batch_id: z.string(),
  owner_id: z.string(),
  model: z.string(),
  window: z.string(),
  micro_usd_per_reference_second: z.number(),
  owner_share_percent: z.number(),
  /** Of this owner: all settlements of the batch, since a request is charged by the batch's sum. */
  settlements: z.array(
    z.object({
      settlement: z.string(),
      accrual: z.string(),
      at: z.number().int(),
      requests: z.number().int(),
      reference_microseconds: z.number().int(),
      amount_micro_usd: z.number().int(),
    }),
  ),
  requests: z.number().int(),
  reference_microseconds: z.number().int(),
  charge_micro_usd: z.number().int(),
  owner_micro_usd: z.number().int(),
  data: z.array(paidRequest),
  has_more: z.boolean(),
  checks: drillReply.shape.checks,
  notes: z.array(z.string()),
});

export type Drill = z.infer<typeof drillReply>;
export type DrillLink = z.infer<typeof link>;
export type PaidRequests = z.infer<typeof paidRequestsReply>;
export type PaidRequest = z.infer<typeof paidRequest>;
