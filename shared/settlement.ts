import { z } from 'zod';
import { type OwnerUnits, ownerMemoOf, ownerUnitsOf, splitCharge } from './accrual.ts';
import { addLate, creditDue, creditEntry, type LateMicros } from './credit.ts';
import { type CustomerMoney, toRelease } from './customer-balance.ts';
import { type Entry, entryOf } from './ledger.ts';
import { costOf, greaterOf, type MicroUsd } from './money.ts';
import { type BatchWindow, windows } from './policy.ts';
import type { Segment, Task } from './task.ts';
import { vehicleUnits } from './vehicle-units.ts';

/** A batch's hold. captured + released = held once it has ended; it ends exactly once. */
export type Hold = {
  customerId: string;
  batchId: string;
  heldMicroUsd: MicroUsd;
  /** Of it, credit that was given: what is charged takes it first, and what is left of it goes back as credit. */
  promoMicroUsd: MicroUsd;
  capturedMicroUsd: MicroUsd;
  releasedMicroUsd: MicroUsd;
  /** Given back by the platform for late requests. It is no part of the hold: what was captured stays captured. */
  creditedMicroUsd: MicroUsd;
  /** Settlements so far: the next one's number is one more. */
  settlements: number;
  /** Reference microseconds settled so far: the charge is of the sum, so that rounding never accumulates. */
  settledMicros: number;
  /** Of these, what was late. */
  lateMicros: LateMicros;
  /** Live batches only: what accepted calls may cost in all. Never above what is held. */
  reservedMicroUsd: MicroUsd;
  /** Live batches only: calls accepted so far; the next one's task number. */
  calls: number;
  settledAt: number;
  state: 'open' | 'ended';
};

/** Without a word of it, nothing of what is held was given. */
type NewHold = Pick<Hold, 'customerId' | 'batchId' | 'heldMicroUsd'> & Partial<Pick<Hold, 'promoMicroUsd'>>;

export const newHold = (hold: NewHold, now: number): Hold => ({
  promoMicroUsd: 0n,
  ...hold,
  calls: 0,
  settledAt: now,
  capturedMicroUsd: 0n,
  releasedMicroUsd: 0n,
  creditedMicroUsd: 0n,
  settlements: 0,
  settledMicros: 0,
  lateMicros: {},
  reservedMicroUsd: 0n,
  state: 'open',
});

/** A batch that runs on is settled hourly: each settlement costs the same however many tasks it has. */
export const isSettlementDue = ({ settledAt }: Hold, now: number): boolean => now - settledAt >= 3_600_000;

/** A task may be settled when it has come to rest and no check of it is under way. */
export const isSettleable = (task: Task): boolean => task.state !== 'open' && task.audit !== 'pending';

/** What a check found false is neither charged nor paid. */
export const payableSegments = (task: Task): readonly Segment[] =>
  task.audit === 'differs' ? [] : task.segments;

export function ownerUnits(tasks: readonly Task[]): OwnerUnits[] {
  const byOwner = Map.groupBy(tasks.flatMap(payableSegments), ({ ownerId }) => ownerId);
  return [...byOwner]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([ownerId, segments]) => ownerUnitsOf(ownerId, vehicleUnits(segments)));
}

/**
 * What a settle entry's memo says for those who count usage by it, besides its charge and its customer. Lists, since
 * a kilobyte is a write unit.
 */
export const settleUsage = z.object({
  projectId: z.string(),
  keyId: z.string(),
  model: z.string(),
  window: z.enum(windows),
  /** "2027-01": of the batch's creation, to which its project's spending belongs. */
  month: z.string(),
  /** Requests that succeeded and that failed, tokens in and out, pages. */
  counts: z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()]),
  /** What went back with it for late requests, in an entry of its own. */
  creditedMicroUsd: z.coerce.bigint().default(0n),
});
export type SettleUsage = z.infer<typeof settleUsage>;

/** The entry of a settlement with what it counts as; once that is known, before it is posted. */
export const withUsage = (entry: Entry, { creditedMicroUsd, ...usage }: SettleUsage): Entry => ({
  ...entry,
  memo: { ...entry.memo, usage: { ...usage, ...(creditedMicroUsd > 0n && { creditedMicroUsd }) } },
});

type Settling = {
  hold: Hold;
  tasks: readonly Task[];
  priceMicroUsd: number;
  /** Charged at least. Of a batch's last settlement only, and only where something succeeded. */
  leastMicroUsd: MicroUsd;
  ownerSharePercent: number;
  now: number;
};

/** Whether nothing is left to settle, and the batch has cost something, but less than it must at least. */
export const isBelow = ({ capturedMicroUsd, settledMicros }: Hold, leastMicroUsd: MicroUsd): boolean =>
  settledMicros > 0 && capturedMicroUsd < leastMicroUsd;

/**
 * The next settlement of a batch: what these tasks cost moves from the hold, the owners' part of it to the batch's
 * clearing account and the rest to the platform. The charge is rounded once per batch, not per task. It can't
 * exceed the hold, since the segments of a task together are within its ceiling.
 */
export function settle({ hold, tasks, priceMicroUsd, leastMicroUsd, ownerSharePercent, now }: Settling): {
  hold: Hold;
  entry: Entry;
} {
  const { batchId, customerId } = hold;
  const owners = ownerUnits(tasks);
  const referenceMicros = owners.reduce((sum, owner) => sum + owner.referenceMicros, 0);
  const settledMicros = hold.settledMicros + referenceMicros;
  // Of the sums, so that rounding never accumulates; of these tasks alone, so that a new price changes no past charge.
  const cost = costOf(settledMicros, priceMicroUsd) - costOf(hold.settledMicros, priceMicroUsd);
  const missing = settledMicros > 0 ? leastMicroUsd - hold.capturedMicroUsd - cost : 0n;
  const minimumMicroUsd = greaterOf(missing, 0n);
  const chargeMicroUsd = cost + minimumMicroUsd;
  const total = hold.capturedMicroUsd + chargeMicroUsd;
  if (total > hold.heldMicroUsd)
    throw new Error(`batch ${batchId} would be charged ${total} of ${hold.heldMicroUsd} held`);
  const split = splitCharge({ chargeMicroUsd, minimumMicroUsd, owners }, ownerSharePercent);
  const ownersTotal = split.ownersMicroUsd.reduce((sum, part) => sum + part, 0n);
  const settlements = hold.settlements + 1;
  return {
    hold: { ...hold, capturedMicroUsd: total, settledMicros, settlements, settledAt: now },
    entry: entryOf({
      businessKey: `batch/${batchId}/settle/${settlements}`,
      kind: 'settle',
      at: now,
      postings: [
        { account: `hold/${batchId}`, amountMicroUsd: -chargeMicroUsd },
        { account: `clearing/${batchId}`, amountMicroUsd: ownersTotal },
        { account: 'platform/fee', amountMicroUsd: split.feeMicroUsd },
        { account: 'platform/rounding', amountMicroUsd: split.roundingMicroUsd },
      ],
      memo: {
        customerId,
        owners: owners.map(ownerMemoOf),
        ownerSharePercent,
        ...(minimumMicroUsd > 0n && { minimumMicroUsd }),
      },
    }),
  };
}

type Crediting = {
  /** After the settlement that the credit goes with. */
  hold: Hold;
  lateMicros: LateMicros;
  window: BatchWindow;
  pricesMicroUsd: Record<BatchWindow, number>;
  now: number;
};

/**
 * What the late requests of a settlement give back, posted in its own commit: at most once by the settlement's
 * number. `entry` is undefined where nothing is due. The settlement is as it was: owners are paid of the full price.
 */
export function creditLate({ hold, lateMicros, window, pricesMicroUsd, now }: Crediting): {
  hold: Hold;
  creditMicroUsd: MicroUsd;
  entry: Entry | undefined;
} {
  const { batchId, customerId, settlements, settledMicros: referenceMicros } = hold;
  const late = addLate(hold.lateMicros, lateMicros);
  const due = creditDue({ window, referenceMicros, lateMicros: late, pricesMicroUsd });
  const creditMicroUsd = greaterOf(due - hold.creditedMicroUsd, 0n);
  const settleKey = `batch/${batchId}/settle/${settlements}`;
  return {
    hold: { ...hold, lateMicros: late, creditedMicroUsd: hold.creditedMicroUsd + creditMicroUsd },
    creditMicroUsd,
    entry:
      creditMicroUsd > 0n
        ? creditEntry({ settleKey, customerId, lateMicros }, creditMicroUsd, now)
        : undefined,
  };
}

/** The end of a hold: what was not captured goes back to the customer, as what it came. */
export function endHold(hold: Hold, now: number): { hold: Hold; released: CustomerMoney; entry: Entry } {
  const { batchId, customerId, heldMicroUsd, promoMicroUsd, capturedMicroUsd } = hold;
  const held = { paidMicroUsd: heldMicroUsd - promoMicroUsd, promoMicroUsd };
  const released = toRelease(held, capturedMicroUsd);
  const releasedMicroUsd = heldMicroUsd - capturedMicroUsd;
  return {
    hold: { ...hold, releasedMicroUsd, state: 'ended' },
    released,
    entry: entryOf({
      businessKey: `batch/${batchId}/release`,
      kind: 'release-hold',
      at: now,
      postings: [
        { account: `hold/${batchId}`, amountMicroUsd: -releasedMicroUsd },
        { account: `customer/${customerId}`, amountMicroUsd: released.paidMicroUsd },
        { account: `customer/${customerId}/promo`, amountMicroUsd: released.promoMicroUsd },
      ],
      memo: { heldMicroUsd, capturedMicroUsd },
    }),
  };
}
