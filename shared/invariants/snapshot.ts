import type { Batch } from '../batch.ts';
import type { CustomerBalance } from '../customer-balance.ts';
import type { Entry } from '../ledger.ts';
import type { MicroUsd } from '../money.ts';
import type { Payout } from '../payout.ts';
import type { Hold } from '../settlement.ts';
import type { StripeTransaction } from '../stripe-match.ts';
import type { Task } from '../task.ts';

type OwnerStanding = {
  ownerId: string;
  pendingMicroUsd: MicroUsd;
  releasedMicroUsd: MicroUsd;
  inTransitMicroUsd: MicroUsd;
  /** Those with whom the owner ever shared, the owner's own part among them; absent where none was. */
  beneficiaries?: readonly {
    beneficiaryId: string;
    releasedMicroUsd: MicroUsd;
    inTransitMicroUsd: MicroUsd;
  }[];
};

export type TaskFacts = Pick<
  Task,
  'batchId' | 'no' | 'auditOf' | 'state' | 'requests' | 'fence' | 'lease' | 'done' | 'segments' | 'audit'
>;

export type BatchFacts = Pick<
  Batch,
  | 'customerId'
  | 'batchId'
  | 'kind'
  | 'status'
  | 'requests'
  | 'totals'
  | 'quotedMicroUsd'
  | 'expiresAt'
  | 'closedAt'
>;

/**
 * The market at one moment, as plain values: read from the table and from Stripe, or made by a test or the
 * simulator. A batch whose tasks are not given is judged without them.
 */
export type Snapshot = {
  /** Milliseconds since the epoch. */
  now: number;
  entries: readonly Entry[];
  customerBalances: ReadonlyMap<string, CustomerBalance>;
  owners: readonly OwnerStanding[];
  holds: readonly Pick<
    Hold,
    | 'customerId'
    | 'batchId'
    | 'heldMicroUsd'
    | 'capturedMicroUsd'
    | 'releasedMicroUsd'
    | 'creditedMicroUsd'
    | 'state'
  >[];
  batches: readonly BatchFacts[];
  tasks: readonly TaskFacts[];
  payouts: readonly Payout[];
  /** Absent: Stripe was not asked. */
  stripe?: { transactions: readonly StripeTransaction[]; balanceMicroUsd: MicroUsd };
};
