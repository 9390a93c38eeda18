import { z } from 'zod';
import { beneficiaryRoles, wholeBasisPoints } from '../beneficiaries.ts';

const named = z.strictObject({
  /** As it is to stand on statements. With the role it says who is meant: sent again it is the same beneficiary. */
  name: z.string().trim().min(1).max(200),
  role: z.enum(beneficiaryRoles),
  /** Filled in for them on Stripe's page; it is not kept here. */
  email: z.email().max(200).optional(),
  /** Hundredths of a percent of what is paid out: 2,500 is a quarter. */
  share_basis_points: z.number().int().min(1).max(wholeBasisPoints),
});

/** PUT /v1/owner/beneficiaries: all of them; what their shares leave is the owner's own. */
export const beneficiariesRequest = z.strictObject({
  beneficiaries: z
    .array(named)
    .max(10)
    .describe(
      'All who share, from the next payout on. Who is left out has no share from then on; empty: all is yours.',
    ),
});

const beneficiary = z.object({
  id: z.string(),
  object: z.literal('beneficiary'),
  name: z.string(),
  role: z.enum(beneficiaryRoles),
  share_basis_points: z.number().int().describe('0: has no share any more, and is paid what is still owed.'),
  /** Split and payable; what is less than a cent is carried. */
  released_micro_usd: z.number().int(),
  in_transit_micro_usd: z.number().int(),
  stripe_account_id: z.string(),
  payouts_stopped_by: z.string().nullable().describe("Stripe's word for why its account takes no transfer."),
});

/** GET /v1/owner/beneficiaries */
export const beneficiariesReply = z.object({
  object: z.literal('list'),
  /** Of the shares; null before the first. */
  version: z.number().int().nullable(),
  changed_at: z.number().int().nullable(),
  /** The owner's own part, and what of it is payable. */
  own: z.object({
    share_basis_points: z.number().int(),
    released_micro_usd: z.number().int(),
    in_transit_micro_usd: z.number().int(),
  }),
  data: z.array(beneficiary),
});

export type BeneficiariesRequest = z.infer<typeof beneficiariesRequest>;
export type BeneficiariesReply = z.infer<typeof beneficiariesReply>;
