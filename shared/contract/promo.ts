import { z } from 'zod';
import type { PromoGrant } from '../promo.ts';
import { unixSeconds } from './unix.ts';

/** POST /v1/finance/customers/{customer_id}/promo: once per grant_id, however often it is sent. */
export const grantPromoRequest = z.strictObject({
  grant_id: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .describe('A name of your own for it. Sent again, the same grant is told.'),
  amount_micro_usd: z.number().int().min(1).max(1_000_000_000_000),
  reason: z.string().trim().min(1).max(300),
  expires_at: unixSeconds.optional().describe('Absent: after 90 days.'),
});

export const promoObject = z.object({
  object: z.literal('promo'),
  grant_id: z.string(),
  customer_id: z.string(),
  amount_micro_usd: z.number().int(),
  reason: z.string(),
  status: z.enum(['written', 'given']).describe('given: it is on the balance.'),
  granted_at: unixSeconds,
  expires_at: unixSeconds,
});

export const promoObjectOf = (grant: PromoGrant): z.infer<typeof promoObject> => ({
  object: 'promo',
  grant_id: grant.grantId,
  customer_id: grant.customerId,
  amount_micro_usd: Number(grant.amountMicroUsd),
  reason: grant.reason,
  status: grant.givenAt === undefined ? 'written' : 'given',
  granted_at: Math.floor(grant.grantedAt / 1_000),
  expires_at: Math.floor(grant.expiresAt / 1_000),
});
