import type { RateLimits, Tier } from './rate-limit.ts';

/** The market's rules for money and risk, in one place, each with its reason. */
export type Policy = {
  name: string;
  /** Micro-USD per reference second, by completion window. Posted prices: no surge. */
  priceMicroUsdPerReferenceSecond: Record<Window, number>;
  /** Percent of each charge that the owners earn; the field keeps 15 to 25 for the platform. */
  ownerSharePercent: number;
  /** The platform's, for batch files: below it the card's own fees exceed the charge. */
  minimumBatchMicroUsd: bigint;
  /** Earnings wait this long before they are released: bad results surface. */
  holdbackSeconds: number;
  /** An owner is first paid this long after the first earnings: who comes to cheat is found out by then. */
  firstPayoutAfterSeconds: number;
  /** Earnings wait this long where a check of one of the owner's vehicles differed in that time. */
  doubtfulHoldbackSeconds: number;
  /** A vehicle whose checks differed from two owners' vehicles in so long is proven false: its owner's held pay stops. */
  fraudWindowSeconds: number;
  /** Payouts below it are carried: Stripe's fees per payout would eat them. */
  payoutThresholdMicroUsd: bigint;
  /** What is below the threshold is paid all the same after so long, if it is at least so much: nothing is forfeited. */
  payoutSweep: { afterSeconds: number; leastMicroUsd: bigint };
  /** A payout run is made by one person and approved by another: nobody alone can send money out. */
  payoutsNeedApproval: boolean;
  /** Credit that is given, lent or given up for one customer beyond it takes two people: below it, a fraud is not worth the risk. */
  singlePersonMicroUsd: bigint;
  /** What an account can't take for so long, for what Stripe still wants of its holder, becomes the owner's again. */
  payoutWaitSeconds: number;
  /** Withheld from a payout for the tax office where Stripe says that an owner's tax id is missing or false (26 USC 3406). */
  backupWithholdingPercent: number;
  /** One card payment, in whole dollars: below it the card's fee (2.9 % and 30 cents) eats too much, above it there are invoices. */
  topUpUsd: { least: number; most: number };
  /** A new customer tops up no more than this in so long: chargebacks come late. */
  newCustomer: { seconds: number; capMicroUsd: bigint };
  /** Unspent money goes back to the card it came from for so long: cards refuse later refunds. Paid credit never expires. */
  refundSeconds: number;
  /** Promo credit that is not spent by then expires. */
  promoSeconds: number;
  /** An invoice that nobody paid by then is overdue, and its customer buys nothing until it is paid. */
  invoiceDueSeconds: number;
  /** Share of tasks of which one request is re-executed elsewhere, 0..1. */
  auditShare: number;
  /** An audit that nobody could run by then counts as unavailable, and pay goes ahead. */
  auditWaitSeconds: number;
  /** How much a customer of each tier may send; a customer may have limits of its own instead. */
  rateLimits: Record<Tier, RateLimits>;
};

/** What a customer may ask to wait, each with its price: live calls by service tier (`live` is the tier "default"), then batches. */
export const windows = ['priority', 'live', 'flex', '1h', '4h', '24h'] as const;
export type Window = (typeof windows)[number];

/** How a live call may be served, dearest first. */
export type LiveWindow = Extract<Window, 'priority' | 'live' | 'flex'>;

export const batchWindows = ['1h', '4h', '24h'] as const satisfies readonly Window[];
export type BatchWindow = (typeof batchWindows)[number];

export const isBatchWindow = (window: Window): window is BatchWindow =>
  (batchWindows as readonly Window[]).includes(window);

export const windowSeconds: Record<Window, number> = {
  priority: 3_600,
  live: 3_600,
  flex: 3_600,
  '1h': 3_600,
  '4h': 14_400,
  '24h': 86_400,
};

const priceMicroUsdPerReferenceSecond = {
  priority: 240,
  live: 120,
  flex: 60,
  '1h': 90,
  '4h': 75,
  '24h': 60,
};

const daySeconds = 86_400;

export const standardPolicy: Policy = {
  name: 'standard',
  priceMicroUsdPerReferenceSecond,
  ownerSharePercent: 75,
  minimumBatchMicroUsd: 10_000n,
  holdbackSeconds: 7 * daySeconds,
  firstPayoutAfterSeconds: 14 * daySeconds,
  doubtfulHoldbackSeconds: 14 * daySeconds,
  fraudWindowSeconds: 14 * daySeconds,
  payoutThresholdMicroUsd: 25_000_000n,
  payoutSweep: { afterSeconds: 365 * daySeconds, leastMicroUsd: 5_000_000n },
  payoutsNeedApproval: true,
  singlePersonMicroUsd: 100_000_000n,
  payoutWaitSeconds: 30 * daySeconds,
  backupWithholdingPercent: 24,
  topUpUsd: { least: 10, most: 10_000 },
  newCustomer: { seconds: 30 * daySeconds, capMicroUsd: 50_000_000n },
  refundSeconds: 90 * daySeconds,
  promoSeconds: 90 * daySeconds,
  invoiceDueSeconds: 30 * daySeconds,
  auditShare: 0.02,
  auditWaitSeconds: daySeconds,
  // One key alone can take half of what its organisation may, so that it can't starve the others.
  rateLimits: {
    standard: {
      organization: { requests: 6_000, tokens: 4_000_000 },
      key: { requests: 3_000, tokens: 2_000_000 },
      enqueuedTokens: 2_000_000_000,
    },
    high: {
      organization: { requests: 60_000, tokens: 40_000_000 },
      key: { requests: 30_000, tokens: 20_000_000 },
      enqueuedTokens: 20_000_000_000,
    },
  },
};

/** More than a laptop can ask for. */
const demoLimits: RateLimits = {
  organization: { requests: 600_000, tokens: 400_000_000 },
  key: { requests: 600_000, tokens: 400_000_000 },
  enqueuedTokens: 200_000_000_000,
};

/** The demo's own: everything is paid at once, so that the whole way of the money can be seen in a minute. */
export const demoPolicy: Policy = {
  ...standardPolicy,
  name: 'demo (no holdback, no threshold, no minimum)',
  minimumBatchMicroUsd: 0n,
  holdbackSeconds: 0,
  firstPayoutAfterSeconds: 0,
  doubtfulHoldbackSeconds: 0,
  payoutThresholdMicroUsd: 0n,
  payoutsNeedApproval: false,
  // No bound: more than there is.
  singlePersonMicroUsd: 10n ** 18n,
  newCustomer: { seconds: 0, capMicroUsd: 0n },
  auditShare: 0.15,
  auditWaitSeconds: 60,
  rateLimits: { standard: demoLimits, high: demoLimits },
};
