import { z } from 'zod';

/** Money on this wire is an integer of micro-USD (1 USD = 1,000,000). */
const microUsd = z.number().int();

const amounts = {
  gross_micro_usd: microUsd.describe('Earned, less what was clawed back.'),
  fees_micro_usd: microUsd.describe(
    "The platform's part of what customers paid for it, at the share in force.",
  ),
  withheld_micro_usd: microUsd,
  transferred_micro_usd: microUsd.describe('Sent, less what came back.'),
  transfers: z.number().int(),
};

const payee = z.object({
  owner_id: z.string(),
  beneficiary_id: z.string().nullable(),
  stripe_account_id: z.string(),
  name: z.string().nullable().describe('As Stripe has it; null where the account is gone.'),
  country: z.string().nullable(),
  tax_id: z
    .enum(['verified', 'provided', 'missing', 'wrong'])
    .nullable()
    .describe('How the tax id stands at Stripe. The number itself never leaves Stripe.'),
  forms: z
    .array(z.enum(['1099-NEC', '1099-K', 'DAC7']))
    .describe('By the bounds of the year: see docs/money.md.'),
  year: z.object(amounts),
  quarters: z.array(z.object({ quarter: z.number().int(), ...amounts })),
});
export type TaxPayee = z.infer<typeof payee>;

/** GET /v1/finance/tax/{year} */
export const taxParams = z.object({ year: z.coerce.number().int().min(2020).max(2100) });
export const taxQuery = z.object({
  format: z.enum(['json', 'csv']).default('json'),
  after: z.string().max(100).optional().describe('The last `owner_id` of the part before.'),
  limit: z.coerce.number().int().min(1).max(10_000).default(1_000).describe('Owners to look at.'),
});
export const taxReply = z.object({
  object: z.literal('list'),
  year: z.number().int(),
  data: z.array(payee),
  last_owner_id: z.string().nullable(),
  has_more: z.boolean(),
});
