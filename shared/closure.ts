import { z } from 'zod';
import { type MicroUsd, microUsdPerCent } from './money.ts';

/**
 * An owner's account that is closed: pending ──all is paid, and nothing can come any more──▶ erased.
 * `erased`: what was erased, how much of each.
 */
export type Closure = {
  ownerId: string;
  requestedAt: number;
  erasedAt?: number;
  erased?: { charters: number; beneficiaries: number; vehicles: number };
};

export type OwedToPayee = {
  releasedMicroUsd: MicroUsd;
  inTransitMicroUsd: MicroUsd;
};

/** Work that was under way is settled, checked and shared out by then: a batch lasts a day, its checks another. */
const lastWorkMillis = 3 * 86_400_000;

export type Waiting = 'work_to_settle' | 'earnings_held_back' | 'payout_to_make' | 'payout_under_way';

/**
 * Why the erasure waits; undefined where it may be done. What is less than a cent can't be sent and waits for nobody: it
 * stays in the ledger, under the owner's id.
 */
export function closureWaits(
  { requestedAt }: Pick<Closure, 'requestedAt'>,
  { pendingMicroUsd, payees }: { pendingMicroUsd: MicroUsd; payees: readonly OwedToPayee[] },
  now: number,
): Waiting | undefined {
  if (payees.some(({ inTransitMicroUsd }) => inTransitMicroUsd > 0n)) return 'payout_under_way';
  if (pendingMicroUsd > 0n) return 'earnings_held_back';
  if (payees.some(({ releasedMicroUsd }) => releasedMicroUsd >= microUsdPerCent)) return 'payout_to_make';
  return now < requestedAt + lastWorkMillis ? 'work_to_settle' : undefined;
}

export const ownerErasureType = 'parkade-owner-erasure+jws';

/** What the market signs of an owner's erasure. */
export const ownerErasureClaims = z.strictObject({
  object: z.literal('owner_erasure_record'),
  owner_id: z.string(),
  requested_at: z.number().int(),
  erased_at: z.number().int(),
  erased: z.strictObject({
    charters: z.number().int().describe('Texts. Their hashes and the signed consents stay.'),
    beneficiaries: z.number().int().describe('Names.'),
    vehicles: z.number().int().describe('Revoked.'),
  }),
  kept: z.string(),
});

export const whatIsKept =
  'Ledger entries, statements and payouts, under random ids and without names: money that moved has to be explained ' +
  'for years by law. Stripe keeps what its account holders told it, under its own duties.';
