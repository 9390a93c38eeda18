import { z } from 'zod';
import { leftOutReasons } from '../payout-run.ts';

/** Money on this wire is an integer of micro-USD (1 USD = 1,000,000); times are milliseconds since the epoch. */
const microUsd = z.number().int();
const at = z.number().int();
const page = {
  after: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
};
const listed = { first_id: z.string().nullable(), last_id: z.string().nullable(), has_more: z.boolean() };

const payoutRun = z.object({
  object: z.literal('payout_run'),
  id: z.string(),
  period: z.string().describe('The month it pays for: each payee gets one transfer of it.'),
  state: z.enum(['drafting', 'proposed', 'approved', 'executed', 'rejected']),
  made_by: z.string(),
  made_at: at,
  decided_by: z.string().nullable(),
  decided_at: at.nullable(),
  rejected_for: z.string().nullable(),
  executed_at: at.nullable(),
  payees: z.number().int(),
  amount_micro_usd: microUsd,
  withheld_micro_usd: microUsd.describe('For the tax office, of payees whose tax id is missing or wrong.'),
  netted_micro_usd: microUsd.describe('Taken first, for what owners were overpaid.'),
  left_out: z.number().int(),
  paid_payees: z.number().int().describe('Written to payouts so far; judged anew, so they may be fewer.'),
  paid_micro_usd: microUsd,
  pages: z.number().int().describe('How many pages its lines fill.'),
});
export type PayoutRunReply = z.infer<typeof payoutRun>;

const payoutLine = z.object({
  owner_id: z.string(),
  beneficiary_id: z.string().nullable(),
  released_micro_usd: microUsd,
  amount_micro_usd: microUsd,
  withheld_micro_usd: microUsd,
  netted_micro_usd: microUsd,
  left_out: z.enum(leftOutReasons).nullable().describe('Why nothing is paid.'),
});

/** GET /v1/finance/payout_runs: latest first. */
export const payoutRunsQuery = z.object(page);
export const payoutRunsReply = z.object({ object: z.literal('list'), data: z.array(payoutRun), ...listed });
export const payoutRunReply = payoutRun;
export const payoutRunParams = z.object({ run_id: z.string().max(100) });

/** GET /v1/finance/payout_runs/{run_id} */
export const payoutRunLinesQuery = z.object({
  page: z.coerce.number().int().min(0).max(100_000).default(0).describe('Of its lines, counted from 0.'),
});
export const payoutRunWithLinesReply = payoutRun.extend({
  page: z.number().int(),
  lines: z.array(payoutLine),
});

/** POST /v1/finance/payout_runs: it takes nothing, so that a month or an owner that is named is not dropped in silence. */
export const createPayoutRunRequest = z.strictObject({});

/** POST .../reject */
export const rejectRequest = z.strictObject({ reason: z.string().trim().min(1).max(300) });

/** POST /v1/finance/charge_refunds */
export const createChargeRefundRequest = z.strictObject({
  settle_key: z
    .string()
    .regex(/^batch\/[\w-]{1,100}\/settle\/\d{1,6}$/, 'a settlement, such as batch/<id>/settle/1'),
  percent: z.number().int().min(1).max(100).default(100),
  reason: z.string().trim().min(1).max(300),
});

const chargeRefund = z.object({
  object: z.literal('charge_refund'),
  id: z.string(),
  settle_key: z.string(),
  percent: z.number().int(),
  reason: z.string(),
  state: z.enum(['proposed', 'approved', 'executed', 'rejected']),
  made_by: z.string(),
  made_at: at,
  decided_by: z.string().nullable(),
  decided_at: at.nullable(),
  rejected_for: z.string().nullable(),
  customer_id: z.string(),
  amount_micro_usd: microUsd.describe("To the customer's balance."),
  platform_micro_usd: microUsd.describe('Of it from the platform.'),
  owners_micro_usd: microUsd.describe('Of it from the owners.'),
});
export const chargeRefundReply = chargeRefund;
export type ChargeRefundReply = z.infer<typeof chargeRefund>;
export const chargeRefundsQuery = z.object(page);
export const chargeRefundsReply = z.object({
  object: z.literal('list'),
  data: z.array(chargeRefund),
  ...listed,
});
export const chargeRefundParams = z.object({ refund_id: z.string().max(100) });

/** POST /v1/finance/owners/{owner_id}/held_pay/approve */
export const heldPayParams = z.object({ owner_id: z.string().max(100) });
/** POST .../held_pay/propose */
export const heldPayProposedReply = z.object({ owner_id: z.string(), proposed_by: z.string() });
export const heldPayReply = z.object({ owner_id: z.string(), held_since: z.null() });

/** GET /v1/finance/held_pay */
export const heldPayQuery = z.object(page);
export const heldPayListReply = z.object({
  object: z.literal('list'),
  data: z.array(
    z.object({
      object: z.literal('held_pay'),
      id: z.string().describe("The owner's."),
      name: z.string(),
      held_since: at,
      proposed_by: z.string().nullable().describe('Who wants it to go again: another person approves it.'),
    }),
  ),
  ...listed,
});
