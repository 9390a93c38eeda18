import type { MicroUsd } from './money.ts';

/** What gives value away without a payment, of so much that it takes two people. */
export type ProposedAct = {
  proposalId: string;
  /** What is given, lent or given up. */
  amountMicroUsd: MicroUsd;
  act:
    | { kind: 'grant_promo'; customerId: string; grantId: string; reason: string; expiresAt: number }
    | { kind: 'set_terms'; customerId: string; invoice: 'monthly'; email: string }
    | { kind: 'mark_uncollectible'; invoiceId: string };
  state: 'proposed' | 'approved' | 'rejected';
  madeBy: string;
  madeAt: number;
  /** Who approved or rejected it. */
  decidedBy?: string;
  decidedAt?: number;
};

const countedMillis = 30 * 86_400_000;

/** What a customer was granted of late, so that many small grants are judged as the large one that they are. */
export const grantedLately = (
  grants: readonly { amountMicroUsd: MicroUsd; grantedAt: number }[],
  now: number,
): MicroUsd =>
  grants
    .filter(({ grantedAt }) => grantedAt > now - countedMillis)
    .reduce((sum, { amountMicroUsd }) => sum + amountMicroUsd, 0n);
