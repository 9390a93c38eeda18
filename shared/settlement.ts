import { addLate, creditDue, creditEntry, type LateMicros } from './credit.ts';
import { type Entry, entryOf, transferPostings } from './ledger.ts';
import { costOf, type MicroUsd } from './money.ts';
import type { BatchWindow } from './policy.ts';
import type { Segment, Task } from './task.ts';
import { sumOfUnits, vehicleMemoOf, vehicleUnits } from './vehicle-units.ts';

/** A batch's hold. captured + released = held once it has ended; it ends exactly once. */
export type Hold = {
  customerId: string;
  batchId: string;
  heldMicroUsd: MicroUsd;
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

export const newHold = (hold: Pick<Hold, 'customerId' | 'batchId' | 'heldMicroUsd'>, now: number): Hold => ({
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

/** One owner's part of a settlement, as its entry's memo keeps it. */
export type OwnerUnits = {
  ownerId: string;
  requests: number;
  referenceMicros: number;
  energyMilliWattHours: number;
  vehicles: ReturnType<typeof vehicleMemoOf>[];
};

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
    .map(([ownerId, segments]) => {
      const vehicles = vehicleUnits(segments);
      const { requests, referenceMicros, energyMilliWattHours } = sumOfUnits(vehicles);
      return {
        ownerId,
        requests,
        referenceMicros,
        energyMilliWattHours,
        vehicles: vehicles.map(vehicleMemoOf),
      };
    });
}

type Settling = {
  hold: Hold;
  tasks: readonly Task[];
  priceMicroUsd: number;
  /** Charged at least, at the batch's end only, and only where something succeeded. */
  leastMicroUsd: MicroUsd;
  ownerSharePercent: number;
  now: number;
};

/**
 * The next settlement of a batch: what these tasks cost moves from the hold to the batch's clearing account. The
 * charge is the cost of all reference time settled so far less what was captured: it is rounded once per batch, not
 * per task. It can't exceed the hold, since the segments of a task together are within its ceiling.
 */
export function settle({ hold, tasks, priceMicroUsd, leastMicroUsd, ownerSharePercent, now }: Settling): {
  hold: Hold;
  entry: Entry;
} {
  const owners = ownerUnits(tasks);
  const referenceMicros = owners.reduce((sum, owner) => sum + owner.referenceMicros, 0);
  const settledMicros = hold.settledMicros + referenceMicros;
  const cost = costOf(settledMicros, priceMicroUsd);
  const total = settledMicros > 0 && cost < leastMicroUsd ? leastMicroUsd : cost;
  const charge = total - hold.capturedMicroUsd;
  const settlements = hold.settlements + 1;
  if (total > hold.heldMicroUsd)
    throw new Error(`batch ${hold.batchId} would be charged ${total} of ${hold.heldMicroUsd} held`);
  return {
    hold: { ...hold, capturedMicroUsd: total, settledMicros, settlements, settledAt: now },
    entry: entryOf({
      businessKey: `batch/${hold.batchId}/settle/${settlements}`,
      kind: 'settle',
      at: now,
      postings: transferPostings(`hold/${hold.batchId}`, `clearing/${hold.batchId}`, charge),
      memo: {
        customerId: hold.customerId,
        referenceMicros,
        owners,
        minimumMicroUsd: total - cost,
        ownerSharePercent,
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
  const creditMicroUsd = due > hold.creditedMicroUsd ? due - hold.creditedMicroUsd : 0n;
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

/** The end of a hold: what was not captured goes back to the customer. */
export function endHold(hold: Hold, now: number): { hold: Hold; entry: Entry } {
  const rest = hold.heldMicroUsd - hold.capturedMicroUsd;
  return {
    hold: { ...hold, releasedMicroUsd: rest, state: 'ended' },
    entry: entryOf({
      businessKey: `batch/${hold.batchId}/release`,
      kind: 'release-hold',
      at: now,
      postings: transferPostings(`hold/${hold.batchId}`, `customer/${hold.customerId}`, rest),
      memo: { heldMicroUsd: hold.heldMicroUsd, capturedMicroUsd: hold.capturedMicroUsd },
    }),
  };
}
