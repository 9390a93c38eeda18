import type { MicroUsd } from './money.ts';

/**
 * Double entry. An amount is positive where an account comes to owe or to have earned more, negative where it has
 * paid or owns: an entry's postings sum to zero, so all accounts together do. Stripe's balance, which the platform
 * owns, is therefore negative by as much as all others are positive.
 */
export type Account =
  /** What a customer has prepaid and may spend. Never below zero. */
  | `customer/${string}`
  /** Reserved for one batch. */
  | `hold/${string}`
  /** Charged for one batch, on its way to its owners and the platform. */
  | `clearing/${string}`
  /** Earned, not yet credible (holdback); released for payout; written to a payout that Stripe has not confirmed. */
  | `owner/${string}/pending`
  | `owner/${string}/released`
  | `owner/${string}/in-transit`
  /** A beneficiary's share of what was released: payable, and written to a payout. */
  | `owner/${string}/beneficiary/${string}/released`
  | `owner/${string}/beneficiary/${string}/in-transit`
  | 'platform/fee'
  | 'platform/rounding'
  /** What the platform spends on re-executing requests to check results. */
  | 'platform/audits'
  /** What the platform gives back for requests that missed their window. */
  | 'platform/credits'
  | 'stripe/balance'
  | 'stripe/fees';

export type Posting = { account: Account; amountMicroUsd: MicroUsd };

/**
 * `businessKey` names the one event in the world that the entry stands for: `batch/<id>/hold`,
 * `batch/<id>/settle/<n>`, `batch/<id>/settle/<n>/owner/<ownerId>`, `customer/<id>/top-up/<paymentId>`,
 * `owner/<id>/split/<n>`, `owner/<id>/payout/<n>`, ... It posts at most once, for ever.
 */
export type Entry = {
  businessKey: string;
  kind: EntryKind;
  /** Milliseconds since the epoch. */
  at: number;
  postings: readonly Posting[];
  /** What finance drills into: unit sums, ids at Stripe. Never a payload. */
  memo: Record<string, unknown>;
};

export type EntryKind =
  | 'top-up'
  | 'stripe-fee'
  | 'hold'
  | 'settle'
  | 'release-hold'
  | 'accrue-owner'
  | 'accrue-platform'
  | 'pay-audit'
  | 'credit-late'
  | 'release-earnings'
  | 'split-earnings'
  | 'payout'
  | 'payout-sent'
  | 'payout-failed';

/** Throws on an unbalanced entry: that is a fault of ours, never an expected "no". Zero postings are dropped. */
export function entryOf(entry: Entry): Entry {
  const sum = entry.postings.reduce((total, { amountMicroUsd }) => total + amountMicroUsd, 0n);
  if (sum !== 0n) throw new Error(`entry ${entry.businessKey} is out of balance by ${sum} micro-USD`);
  return { ...entry, postings: entry.postings.filter(({ amountMicroUsd }) => amountMicroUsd !== 0n) };
}

/** Moves `amountMicroUsd` from one account to another. */
export function transferPostings(from: Account, to: Account, amountMicroUsd: MicroUsd): Posting[] {
  return [
    { account: from, amountMicroUsd: -amountMicroUsd },
    { account: to, amountMicroUsd },
  ];
}

/** Sums by account, in the order of first appearance. */
export function balancesOf(entries: Iterable<Entry>): Map<Account, MicroUsd> {
  const balances = new Map<Account, MicroUsd>();
  for (const { postings } of entries)
    for (const { account, amountMicroUsd } of postings)
      balances.set(account, (balances.get(account) ?? 0n) + amountMicroUsd);
  return balances;
}
