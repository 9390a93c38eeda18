import type { Batch } from '../batch.ts';
import type { CustomerBalance } from '../customer-balance.ts';
import type { Entry } from '../ledger.ts';
import type { MicroUsd } from '../money.ts';
import type { Payout } from '../payout.ts';
import type { Period } from '../period.ts';
import type { Hold } from '../settlement.ts';
import type { StripeTransaction } from '../stripe-match.ts';
import type { Task } from '../task.ts';

type OwnerStanding = {
  ownerId: string;
  pendingMicroUsd: MicroUsd;
  releasedMicroUsd: MicroUsd;
  inTransitMicroUsd: MicroUsd;
  /** What the owner owes, zero or more; absent: nothing. */
  receivableMicroUsd?: MicroUsd;
  /** Since fraud was proven, until finance decides; and by which vehicles. */
  payHeldSince?: number;
  frozenVehicles?: readonly string[];
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

/** What the journal says of the entries, and which months are closed. */
export type JournalFacts = {
  /** What does not fit in the chain; absent where all of it does. */
  misfit?: string;
  /** Business keys of all that is chained. */
  chained: ReadonlySet<string>;
  /** Of those whose entry is another today, or gone. */
  differing: readonly string[];
  /** In their order. */
  periods: readonly Period[];
  /** Entries that came after their month was closed. */
  refused: readonly { businessKey: string; at: number }[];
};

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
  /** By customer: the rest of the invoices that are sent and not ended, and the refunds that wait for Stripe. Absent: not read. */
  invoicedMicroUsd?: ReadonlyMap<string, MicroUsd>;
  refundingMicroUsd?: ReadonlyMap<string, MicroUsd>;
  /** Absent: it was not read. */
  journal?: JournalFacts;
  /** Absent: Stripe was not asked. */
  stripe?: { transactions: readonly StripeTransaction[]; balanceMicroUsd: MicroUsd };
};
