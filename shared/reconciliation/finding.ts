import type { Currency, MicroUsd } from '../money.ts';

/**
 * What the match says of a movement.
 * - `matched`: ledger, Stripe and bank say the same of it, as far as it concerns them.
 * - `timing`: one of them has it and another does not yet, and it is young enough to still come: see `comesWithin`.
 * - `amount_differs`: they have it, but with another amount or fee, or for another customer or owner.
 * - `missing_ours`: Stripe or the bank moved money for which there is no entry.
 * - `missing_theirs`: the ledger, or for a payout Stripe, says so, but Stripe or the bank never did.
 * - `duplicate`: one of them has it more than once.
 */
export const findingStatuses = [
  'timing',
  'amount_differs',
  'missing_ours',
  'missing_theirs',
  'duplicate',
] as const;
export type FindingStatus = (typeof findingStatuses)[number];

/** Where it was seen: a balance transaction of Stripe's, a payout or line of the bank's, or an entry of the ledger. */
type FindingSide = 'stripe' | 'bank' | 'ledger';

export type Finding = {
  /** By what it is about, so that the next run finds the same one. */
  exceptionId: string;
  status: FindingStatus;
  side: FindingSide;
  /** In one sentence, for people. */
  reason: string;
  ids: {
    balanceTransactionId?: string;
    sourceId?: string;
    payoutId?: string;
    /** `<account>/<lineId>` */
    bankLineNames?: readonly string[];
    businessKeys?: readonly string[];
  };
  currency: Currency;
  /** By how much they say more than the ledger does, in millionths of the currency. */
  differenceMicroUsd: MicroUsd;
  occurredAt: number;
};

const hour = 3_600_000;
const day = 24 * hour;

/** How long after an event the others may take to show it. */
export const comesWithin = {
  /** Stripe is polled each five minutes, and an outage is over within the hour or is an incident. */
  entryMillis: hour,
  /** Stripe's lists lag by seconds. */
  stripeListMillis: hour,
  /** A bank transfer takes up to three working days, and a weekend may lie between. */
  bankMillis: 5 * day,
} as const;

/** Slash-free, as it stands in paths and keys. */
export const exceptionIdOf = {
  transaction: (id: string) => `stripe~${id}`,
  payout: (id: string) => `payout~${id}`,
  line: (name: string) => `line~${name.replaceAll('/', '~')}`,
  entry: (businessKey: string) => `entry~${businessKey.replaceAll('/', '~')}`,
};
