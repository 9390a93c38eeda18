import { z } from 'zod';

const microUsd = z.number().int();
const count = z.number().int();
/** A day in UTC, such as 2027-01-08. */
const day = z.iso.date();

/** GET /v1/owner/earnings/days. Days are those of UTC, both ends included, 92 at most. */
export const earningsDaysQuery = z.object({
  from: day.optional().describe('Left out: 30 days before `to`.'),
  to: day.optional().describe('Left out: today.'),
  vehicle_id: z.string().max(100).optional(),
  after: z.string().max(150).optional().describe('`last_id` of the page before.'),
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
});

const earned = {
  gross_micro_usd: microUsd,
  energy_micro_usd: microUsd.describe('At the plug, charger losses included; negative where the grid paid.'),
  wear_micro_usd: microUsd,
  net_micro_usd: microUsd.describe('gross - energy - wear, exactly.'),
  requests: count.describe("Of customers. Checks of others' work are paid, and not counted."),
  energy_milliwatt_hours: count,
};

const earningsDay = z.object({
  object: z.literal('earnings_day'),
  id: z.string(),
  day,
  vehicle_id: z.string().nullable().describe('Null: from before vehicles were told apart.'),
  ...earned,
});

export const earningsDaysReply = z.object({
  object: z.literal('list'),
  data: z.array(earningsDay),
  first_id: z.string().nullable(),
  last_id: z.string().nullable(),
  has_more: z.boolean(),
});

/** PUT /v1/owner/reward */
export const rewardRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('money') }),
  z.strictObject({
    kind: z.literal('kwh'),
    /** What a kilowatt-hour is to count for: 187,000 is the mean of the USA. */
    micro_usd_per_kwh: z.number().int().min(1).max(10_000_000),
  }),
]);
export const rewardReply = z.object({
  kind: z.enum(['money', 'kwh']),
  micro_usd_per_kwh: z.number().int().nullable(),
});

/** What a net amount is in kilowatt-hours at the owner's price: exact, with what is less than a watt-hour. */
export const inKwhReply = z
  .object({
    micro_usd_per_kwh: z.number().int(),
    watt_hours: z.number().int(),
    remainder_nano_usd: z.number().int().describe('Less than a watt-hour: carried into what follows.'),
  })
  .nullable();

const statementAccount = z.object({
  account: z
    .enum(['pending', 'released', 'in_transit', 'receivable'])
    .describe('receivable: what you were paid and owe back; it stands below zero.'),
  beneficiary_id: z.string().nullable().describe('Whose share it is; `owner`: your own, once it is split.'),
  opening_micro_usd: microUsd,
  movements: z.object({
    earned: microUsd,
    released: microUsd,
    split: microUsd,
    payouts_planned: microUsd,
    payouts_sent: microUsd,
    payouts_failed: microUsd,
    payouts_reversed: microUsd.describe('Transfers that were taken back.'),
    netted: microUsd.describe('What you owed, taken from what was released.'),
    clawed_back: microUsd.describe('Your part of charges that were given back to customers.'),
    other: microUsd,
  }),
  closing_micro_usd: microUsd.describe('opening + all movements, exactly.'),
});

/** GET /v1/owner/statements/{month}, without its signature. */
const statementClaims = z.strictObject({
  object: z.literal('owner_statement'),
  owner_id: z.string(),
  month: z.string(),
  /** In UTC; from the first to before the last. */
  from: z.number().int(),
  to: z.number().int(),
  currency: z.literal('usd'),
  /** The month is over: its next statement says the same. */
  is_final: z.boolean(),
  earned: z.array(z.object({ vehicle_id: z.string().nullable(), ...earned })),
  earned_total: z.object(earned),
  net_in_kwh: inKwhReply,
  splits: z.array(
    z.object({
      split_no: count,
      at: z.number().int(),
      amount_micro_usd: microUsd,
      parts: z.array(z.object({ beneficiary_id: z.string(), amount_micro_usd: microUsd })),
    }),
  ),
  payouts: z.array(
    z.object({
      payout_no: count,
      beneficiary_id: z.string().nullable(),
      what: z.enum(['planned', 'sent', 'failed', 'reversed']),
      at: z.number().int(),
      amount_micro_usd: microUsd,
      withheld_micro_usd: microUsd.describe('For the tax office; on top of the amount.'),
      stripe_transfer_id: z.string().nullable(),
    }),
  ),
  accounts: z.array(statementAccount),
});
export const ownerStatement = statementClaims.extend({ signature: z.string() });
export const statementType = 'parkade-owner-statement+jws';

export type EarningsDay = z.infer<typeof earningsDay>;
export type InKwhReply = z.infer<typeof inKwhReply>;
export type StatementClaims = z.infer<typeof statementClaims>;
export type Earned = StatementClaims['earned_total'];
