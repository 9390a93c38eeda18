import { type Entry, entryOf, transferPostings } from './ledger.ts';
import type { MicroUsd } from './money.ts';

/** Credit that was given to a customer: it is spent before what was paid, the earliest to expire first. */
export type PromoGrant = {
  customerId: string;
  grantId: string;
  amountMicroUsd: MicroUsd;
  reason: string;
  grantedAt: number;
  expiresAt: number;
  /** When it came into the ledger and onto the balance; until then it is only written. */
  givenAt?: number;
};

export const grantEntry = (
  { customerId, grantId, amountMicroUsd, expiresAt }: PromoGrant,
  at: number,
): Entry =>
  entryOf({
    businessKey: `customer/${customerId}/promo/${grantId}`,
    kind: 'grant-promo',
    at,
    postings: transferPostings('platform/promotions', `customer/${customerId}/promo`, amountMicroUsd),
    memo: { customerId, grantId, expiresAt },
  });

/**
 * What has expired of credit that is neither spent nor held now. Since the earliest to expire is spent first, what is
 * left of all grants is left of those that expire last: whatever exceeds the grants still good is of expired ones.
 * What a batch holds comes back when it ends, and is then judged again.
 */
export function expiredPromo(
  promoMicroUsd: MicroUsd,
  grants: readonly Pick<PromoGrant, 'amountMicroUsd' | 'expiresAt'>[],
  now: number,
): MicroUsd {
  const good = grants
    .filter(({ expiresAt }) => expiresAt > now)
    .reduce((sum, { amountMicroUsd }) => sum + amountMicroUsd, 0n);
  return promoMicroUsd > good ? promoMicroUsd - good : 0n;
}

/** `day`: "2027-01-08", by UTC. One such entry a customer and day. */
export const expiryEntry = (
  { customerId, amountMicroUsd, day }: { customerId: string; amountMicroUsd: MicroUsd; day: string },
  at: number,
): Entry =>
  entryOf({
    businessKey: `customer/${customerId}/promo-expired/${day}`,
    kind: 'expire-promo',
    at,
    postings: transferPostings(`customer/${customerId}/promo`, 'platform/promotions', amountMicroUsd),
    memo: { customerId },
  });
