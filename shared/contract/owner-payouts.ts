import { z } from 'zod';

/** Money on this wire is an integer of micro-USD (1 USD = 1,000,000); times are milliseconds since the epoch. */
const microUsd = z.number().int();
const at = z.number().int();

const account = z.object({
  known: z.boolean().describe('False before Stripe was asked for the first time.'),
  takes_transfers: z.boolean(),
  pays_out: z.boolean().describe('Whether Stripe pays out from it to your bank.'),
  due: z.array(z.string()).describe("What Stripe asks for, in Stripe's words."),
  past_due: z.array(z.string()),
  due_by: at.nullable(),
  disabled_reason: z.string().nullable(),
  tax_id: z.enum(['verified', 'provided', 'missing', 'wrong']).nullable(),
  payouts_stopped_by: z.string().nullable().describe('Why nothing is sent until it is mended.'),
  in_words: z.array(z.string()).describe('What keeps you from being paid, or will soon, and what to do.'),
});

const payout = z.object({
  object: z.literal('owner_payout'),
  id: z.string(),
  payout_no: z.number().int(),
  beneficiary_id: z.string().nullable(),
  state: z.enum(['pending', 'paid', 'failed']),
  amount_micro_usd: microUsd.describe('What is sent.'),
  withheld_micro_usd: microUsd.describe('What goes to the tax office instead.'),
  reversed_micro_usd: microUsd.describe('What came back after it was paid.'),
  period: z.string().nullable(),
  created_at: at,
  paid_at: at.nullable(),
  stripe_transfer_id: z.string().nullable(),
  reason: z.string().nullable(),
  fate: z.string().describe('In words.'),
});

/** GET /v1/owner/payouts: latest first. */
export const ownerPayoutsQuery = z.object({
  after: z.coerce.number().int().min(1).optional().describe('`payout_no` of the last of the page before.'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export const ownerPayoutsReply = z.object({
  object: z.literal('list'),
  account,
  receivable_micro_usd: microUsd.describe('What you owe: netted from what is released next.'),
  pay_held_since: at.nullable().describe('Since when nothing is released, because of proven fraud.'),
  data: z.array(payout),
  first_id: z.string().nullable(),
  last_id: z.string().nullable(),
  has_more: z.boolean(),
});
export type OwnerPayoutsReply = z.infer<typeof ownerPayoutsReply>;
