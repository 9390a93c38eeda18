import type { Batch } from '../../../shared/batch.ts';
import { holdEntry, sliceEntry } from '../../../shared/hold-entry.ts';
import { type LiveCalls, liveBatchId, liveSliceMicroUsd, newLiveBatch } from '../../../shared/live-batch.ts';
import type { MicroUsd } from '../../../shared/money.ts';
import { isRefusal } from '../../../shared/refusal.ts';
import { newHold } from '../../../shared/settlement.ts';
import type { Task } from '../../../shared/task.ts';
import { batchWrites } from '../../adapters/batches.ts';
import { holdWrites } from '../../adapters/holds.ts';
import { ledgerWrites } from '../../adapters/ledger.ts';
import type { Deps } from '../../edge/deps.ts';
import { commitHold } from '../holding/commit-hold.ts';

export type ReservedCall = LiveCalls & { ceilingMicroUsd: MicroUsd };

/** Which task of which batch a call is. */
export type CallPlace = Pick<Task, 'customerId' | 'batchId' | 'no'>;

/**
 * A place in the customer's live batch of the hour, with the money that the call can cost at most. The batch begins
 * with its first call, and its hold grows by a slice when it is used up. Refuses with insufficient_quota.
 */
export async function reserveCall(deps: Deps, call: ReservedCall): Promise<CallPlace> {
  const { customerId } = call;
  const now = deps.now();
  const batchId = liveBatchId(call, now);
  for (;;)
    try {
      // Of what is known but by the batch itself nothing is needed: most calls do not read it.
      return { customerId, batchId, no: await deps.holds.reserveCall(batchId, call.ceilingMicroUsd) };
    } catch (error) {
      if (!isRefusal(error, 'hold_exhausted')) throw error;
      const batch = await liveBatch(deps, call, now);
      if (batch.isNew) continue;
      await extendHold(deps, batch, call.ceilingMicroUsd);
    }
}

async function liveBatch(deps: Deps, call: ReservedCall, now: number): Promise<Batch & { isNew?: true }> {
  const { customerId, ceilingMicroUsd } = call;
  const batchId = liveBatchId(call, now);
  const known = await deps.batches.find({ customerId, batchId });
  if (known) return known;
  const { wrapped: wrappedKey } = await deps.vault.newKey(batchId);
  const batch = newLiveBatch(call, wrappedKey, now);
  try {
    await withSlice(ceilingMicroUsd, (heldMicroUsd) =>
      commitHold(deps, { customerId, heldMicroUsd }, async ({ held: { promoMicroUsd }, isTopUpDue }) => {
        const hold = newHold({ customerId, batchId, heldMicroUsd, promoMicroUsd }, now);
        return [
          ledgerWrites.post(holdEntry(hold, now, isTopUpDue), { opensRoot: true }),
          holdWrites.create(hold),
          batchWrites.create(batch),
          await deps.projects.reserve(batch, heldMicroUsd),
        ];
      }),
    );
    return { ...batch, isNew: true };
  } catch (error) {
    // Another call of the same hour was first.
    if (!isRefusal(error, 'already_posted', 'conflict')) throw error;
    return deps.batches.get({ customerId, batchId });
  }
}

async function extendHold(deps: Deps, batch: Batch, ceilingMicroUsd: MicroUsd): Promise<void> {
  const { customerId, batchId } = batch;
  const hold = await deps.holds.get(batchId);
  try {
    await withSlice(ceilingMicroUsd, (sliceMicroUsd) =>
      commitHold(deps, { customerId, heldMicroUsd: sliceMicroUsd }, async (taken) => [
        ledgerWrites.post(sliceEntry(hold, taken, deps.now())),
        holdWrites.extend(hold, taken.held),
        await deps.projects.reserve(batch, sliceMicroUsd),
      ]),
    );
  } catch (error) {
    // Another call added this slice: there may be room now.
    if (!isRefusal(error, 'already_posted', 'changed_meanwhile')) throw error;
  }
}

/** A slice, or just this call where the balance has no slice left. */
async function withSlice(ceilingMicroUsd: MicroUsd, hold: (sliceMicroUsd: MicroUsd) => Promise<void>) {
  try {
    await hold(ceilingMicroUsd > liveSliceMicroUsd ? ceilingMicroUsd : liveSliceMicroUsd);
  } catch (error) {
    if (!isRefusal(error, 'insufficient_quota') || ceilingMicroUsd >= liveSliceMicroUsd) throw error;
    await hold(ceilingMicroUsd);
  }
}
