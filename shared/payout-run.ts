import type { Share } from './beneficiaries.ts';
import type { MicroUsd } from './money.ts';
import type { Policy } from './policy.ts';
import type { KnownAccount } from './stripe-account.ts';

/**
 * drafting ──every owner was looked at──▶ proposed ──another person──▶ approved ──every line carried out──▶ executed
 *                                            └────────▶ rejected
 *
 * A policy that asks for no approval goes from drafting to approved by itself. The last two states never change.
 */
type RunState = 'drafting' | 'proposed' | 'approved' | 'executed' | 'rejected';

export type PayoutRun = {
  runId: string;
  /** What it pays for: a month ("2027-01"), of which each payee gets one transfer; the run itself where none approves. */
  period: string;
  state: RunState;
  needsApproval: boolean;
  madeBy: string;
  madeAt: number;
  decidedBy?: string;
  decidedAt?: number;
  rejectedFor?: string;
  executedAt?: number;
  /** Its lines lie in so many chunks, of which so many are carried out. */
  chunks: number;
  executedChunks: number;
  /** Chunks after those, of lines that a fault kept from being carried out: they are done when the time has come. */
  retryChunks?: number;
  /** How often a chunk of those failed again, and when the next is done, in milliseconds since the epoch. */
  retries?: number;
  retryAt?: number;
  /** The last owner who was looked at. */
  draftedUntil?: string;
  /** What its lines say: how many are to be paid, and how much. */
  payees: number;
  amountMicroUsd: MicroUsd;
  withheldMicroUsd: MicroUsd;
  nettedMicroUsd: MicroUsd;
  leftOut: number;
  /** What became of it. */
  paidPayees: number;
  paidMicroUsd: MicroUsd;
};

export const leftOutReasons = [
  'below_threshold',
  'first_payout_waits',
  'payouts_stopped',
  'account_closed',
  'account_restricted',
  'payout_under_way',
  'paid_this_period',
  'owes_more',
] as const;
export type LeftOut = (typeof leftOutReasons)[number];

/** One payee of a run: what is to be sent, withheld and netted; or why nothing is. */
export type PayoutLine = {
  ownerId: string;
  /** As a payout names it. */
  beneficiaryId?: string;
  /** What is released: `amount` + `withheld` of it is to be paid, the rest is carried. */
  releasedMicroUsd: MicroUsd;
  amountMicroUsd: MicroUsd;
  withheldMicroUsd: MicroUsd;
  /** Taken first, for what the owner was overpaid. */
  nettedMicroUsd: MicroUsd;
  leftOut?: LeftOut;
};

/** One account that is paid: an owner, or one who has a share of an owner's earnings. */
export type Payee = {
  beneficiaryId?: string;
  releasedMicroUsd: MicroUsd;
  inTransitMicroUsd: MicroUsd;
  lastPayoutAt?: number;
  lastPayoutPeriod?: string;
  stoppedBy?: string;
  /** Of one who has a share: since when. */
  namedAt?: number;
  account: KnownAccount;
};

/** An owner, and those with whom the earnings are shared (none where they never were). */
export type OwnerToPay = Payee & {
  ownerId: string;
  lastPayoutNo: number;
  receivableMicroUsd: MicroUsd;
  /** Of the latest netting, 0 before the first. */
  lastNetNo: number;
  /** Of the first earnings; absent where there were none. */
  firstEarnedAt?: number;
  closingAt?: number;
  /** Those in force; absent where earnings are not split. */
  shares?: readonly Share[];
  /** Payees of splits, the owner's own part among them. */
  beneficiaries: readonly (Payee & { beneficiaryId: string })[];
};

export type RunRules = Pick<
  Policy,
  'payoutThresholdMicroUsd' | 'payoutSweep' | 'firstPayoutAfterSeconds' | 'backupWithholdingPercent'
>;

/** The run and its moment. */
export type Judging = { rules: RunRules; period: string; now: number };

/**
 * The run after the lines of a chunk, some of which a fault kept from being carried out: they are put behind all others,
 * and done after a minute, then ever less often, until each is paid or refused for a reason. None is given up.
 */
export function afterChunk(
  run: PayoutRun,
  { hasFaults, now }: { hasFaults: boolean; now: number },
): PayoutRun {
  const { retryChunks = 0, retries = 0 } = run;
  const chunks = run.chunks + retryChunks + (hasFaults ? 1 : 0);
  const executedChunks = Math.min(run.executedChunks + 1, chunks);
  const tries = hasFaults && isRetry(run) ? retries + 1 : retries;
  return {
    ...run,
    executedChunks,
    ...(hasFaults && {
      retryChunks: retryChunks + 1,
      retries: tries,
      retryAt: now + Math.min(60 * 2 ** tries, 3_600) * 1_000,
    }),
    ...(executedChunks === chunks && { state: 'executed', executedAt: now }),
  };
}

const isRetry = ({ executedChunks, chunks }: PayoutRun): boolean => executedChunks >= chunks;

/** What is left of the run failed before, and it is too early to do it again: the sweep asks each minute. */
export const isTooEarly = (run: PayoutRun, now: number): boolean =>
  isRetry(run) && run.retryAt !== undefined && now < run.retryAt;

/** A step of it is to be taken by a queue; else it waits for a person, or is over. */
export const isRunOpen = ({ state }: Pick<PayoutRun, 'state'>): boolean =>
  state === 'drafting' || state === 'approved';

export const monthPeriod = (now: number): string => new Date(now).toISOString().slice(0, 7);

type NewRun = { runId: string; madeBy: string; needsApproval: boolean; now: number };

/** Of the running month, with nothing drafted. Where nobody approves each run is a period of its own. */
export const newRun = ({ runId, madeBy, needsApproval, now }: NewRun): PayoutRun => ({
  runId,
  period: needsApproval ? monthPeriod(now) : runId,
  state: 'drafting',
  needsApproval,
  madeBy,
  madeAt: now,
  chunks: 0,
  executedChunks: 0,
  payees: 0,
  amountMicroUsd: 0n,
  withheldMicroUsd: 0n,
  nettedMicroUsd: 0n,
  leftOut: 0,
  paidPayees: 0,
  paidMicroUsd: 0n,
});
