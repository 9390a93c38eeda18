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
  /** Payouts below it are carried: Stripe's fees per payout would eat them. */
  payoutThresholdMicroUsd: bigint;
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

export const standardPolicy: Policy = {
  name: 'standard',
  priceMicroUsdPerReferenceSecond,
  ownerSharePercent: 75,
  minimumBatchMicroUsd: 10_000n,
  holdbackSeconds: 7 * 86_400,
  payoutThresholdMicroUsd: 25_000_000n,
  auditShare: 0.02,
  auditWaitSeconds: 86_400,
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
  payoutThresholdMicroUsd: 0n,
  auditShare: 0.15,
  auditWaitSeconds: 60,
  rateLimits: { standard: demoLimits, high: demoLimits },
};
