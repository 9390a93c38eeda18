import { customerBalanceWrites } from '../../functions/adapters/customer-balances.ts';
import { customerWrites } from '../../functions/adapters/customers.ts';
import { holdWrites } from '../../functions/adapters/holds.ts';
import { ledgerWrites } from '../../functions/adapters/ledger.ts';
import type { Deps } from '../../functions/edge/deps.ts';
import { holdEntry } from '../../shared/hold-entry.ts';
import type { Entry } from '../../shared/ledger.ts';
import { endHold, newHold, settle, withUsage } from '../../shared/settlement.ts';
import { newTask, type Task } from '../../shared/task.ts';
import { settleUsageOf } from '../../shared/usage.ts';
import { sampleBatch } from '../shared/sample-task.ts';

export type Work = {
  ownerId: string;
  requests: number;
  referenceMicros: number;
  energyMilliWattHours: number;
};

/** A finished task in which each owner's vehicle did its part. */
export function finishedTask(batch: { customerId: string; batchId: string }, work: readonly Work[]): Task {
  const requests = work.reduce((sum, part) => sum + part.requests, 0);
  const task = newTask(
    {
      ...batch,
      no: 0,
      lane: { model: 'embed', priority: 'batch' } as Task['lane'],
      requests,
      firstLine: 0,
      fromByte: 0,
      toByte: 0,
      ceilingMicros: 1e9,
      runningMicros: 1e9,
      ownerNanoUsd: 45_000,
    },
    0,
  );
  return {
    ...task,
    state: 'finished',
    fence: work.length,
    done: task.done.map((_byte, at) => bitsOf(requests, at)),
    segments: work.map((part, at) => ({
      fence: at + 1,
      vehicleId: `vehicle-of-${part.ownerId}`,
      ownerId: part.ownerId,
      resultVersion: 'v1',
      resultSha256: '0'.repeat(64),
      referenceMicros: part.referenceMicros,
      succeeded: part.requests,
      failed: 0,
      energyMilliWattHours: part.energyMilliWattHours,
      finishedAt: 0,
    })),
  };
}

const bitsOf = (count: number, byte: number) => (1 << Math.max(0, Math.min(8, count - 8 * byte))) - 1;

/** Holds, settles and releases a batch of one task; returns the settlement's entry, not yet shared out. */
export async function settledBatch(
  deps: Deps,
  batch: { customerId: string; batchId: string; heldMicroUsd: bigint },
  work: readonly Work[],
): Promise<Entry> {
  const { customerId, batchId, heldMicroUsd } = batch;
  const hold = newHold({ customerId, batchId, heldMicroUsd }, deps.now());
  await deps.commit([
    ledgerWrites.post(holdEntry(hold, deps.now()), { opensRoot: true }),
    customerBalanceWrites.hold(customerId, { paidMicroUsd: heldMicroUsd, promoMicroUsd: 0n }),
    holdWrites.create(hold),
  ]);
  const tasks = [finishedTask(batch, work)];
  const settled = settle({
    hold,
    tasks,
    priceMicroUsd: 60,
    leastMicroUsd: 0n,
    ownerSharePercent: deps.policy.ownerSharePercent,
    now: deps.now(),
  });
  const entry = withUsage(settled.entry, settleUsageOf(sampleBatch({ customerId, batchId }), tasks, 0n));
  await deps.commit([ledgerWrites.post(entry), holdWrites.settle(settled.hold)]);
  const ended = endHold(settled.hold, deps.now());
  await deps.commit([
    ledgerWrites.post(ended.entry),
    holdWrites.end(ended.hold),
    customerBalanceWrites.change(customerId, { availableMicroUsd: ended.hold.releasedMicroUsd }),
  ]);
  return entry;
}

/** Prepaid money that came by a card, without Stripe being asked. */
export const credit = (deps: Deps, customerId: string, grossMicroUsd: bigint) =>
  deps.commit(
    customerWrites.topUp(
      {
        customerId,
        paymentIntentId: `pi_${customerId}`,
        chargeId: `ch_${customerId}`,
        balanceTransactionId: `txn_${customerId}`,
        grossMicroUsd,
        feeMicroUsd: 0n,
        paidAt: deps.now(),
      },
      deps.now(),
    ),
  );
