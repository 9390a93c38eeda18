import { z } from 'zod';
import { inKwhReply } from './owner-earnings.ts';

/** Money on this wire is an integer of micro-USD (1 USD = 1,000,000); times are milliseconds since the epoch. */
const microUsd = z.number().int();

const payout = z.object({
  payoutNo: z.number().int(),
  /** Whose share it is, `owner` for your own; null: of earnings that were not split. */
  beneficiaryId: z.string().nullable(),
  state: z.enum(['pending', 'paid', 'failed']),
  amountMicroUsd: microUsd,
  createdAt: z.number().int(),
  paidAt: z.number().int().nullable(),
  /** Stripe's id of the transfer: what the owner sees at Stripe. */
  stripeTransferId: z.string().nullable(),
  /** Stripe's word for why it is not paid. */
  reason: z.string().nullable(),
});

/** GET /v1/owner/earnings */
export const earningsReply = z.object({
  ownerId: z.string(),
  name: z.string(),
  /** Earned, held back until it is credible; free for the next payout; on its way. */
  pendingMicroUsd: microUsd,
  releasedMicroUsd: microUsd,
  inTransitMicroUsd: microUsd,
  /** Over all time. `net` = gross - energy - wear, both as the vehicles worked them out at their plugs. */
  grossMicroUsd: microUsd,
  energyMicroUsd: microUsd,
  wearMicroUsd: microUsd,
  netMicroUsd: microUsd,
  /** Where you chose so (PUT /v1/owner/reward); else null. */
  netInKwh: inKwhReply,
  energyMilliWattHours: z.number().int(),
  requests: z.number().int(),
  /** Latest first, at most 100. */
  payouts: z.array(payout),
});

/** POST /v1/owner/enrolment_codes: the code is shown this once. */
export const enrolmentCodeReply = z.object({ code: z.string(), expiresAt: z.number().int() });

/** POST /v1/owner/onboarding_links: Stripe's page for the owner's details, without which no transfer arrives. */
export const onboardingLinkReply = z.object({ url: z.string(), expiresAt: z.number().int() });

export type EarningsReply = z.infer<typeof earningsReply>;
