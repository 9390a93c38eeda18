import { afterChunk, isTooEarly, type PayoutLine, type PayoutRun } from '../../../shared/payout-run.ts';
import { payoutRunWrites } from '../../adapters/payout-runs.ts';
import type { Deps } from '../../edge/deps.ts';
import { judgingOf } from './judging-of.ts';
import { payLines } from './pay-lines.ts';

/** Enough to be through a chunk in a second, few enough not to be throttled. */
const ownersAtOnce = 25;

/**
 * Carries out the next chunk of an approved run. What broke off is done again from the chunk's beginning: who was
 * planned already is not planned twice, by the period that stands with the balance. False where it is too early.
 */
export async function executeChunk(deps: Deps, run: PayoutRun): Promise<boolean> {
  const now = deps.now();
  if (isTooEarly(run, now)) return false;
  const lines = run.chunks > 0 ? await deps.payoutRuns.lines(run.runId, run.executedChunks) : [];
  const wanted = lines.filter((line) => line.amountMicroUsd > 0n || line.nettedMicroUsd > 0n);
  const { planned, faulty } = await payAll(deps, run, [
    ...Map.groupBy(wanted, ({ ownerId }) => ownerId).entries(),
  ]);
  const retried = run.chunks + (run.retryChunks ?? 0);
  await deps.commit([
    payoutRunWrites.change(run, {
      ...afterChunk(run, { hasFaults: faulty.length > 0, now }),
      paidPayees: run.paidPayees + planned.length,
      paidMicroUsd: planned.reduce((sum, amount) => sum + amount, run.paidMicroUsd),
    }),
    ...(faulty.length > 0 ? [payoutRunWrites.addLines(run.runId, retried, faulty)] : []),
  ]);
  return true;
}

type OwnersLines = [ownerId: string, lines: PayoutLine[]];

/** The amounts that are on their way, and the lines that a fault stopped. One owner's trouble keeps no other from being paid. */
async function payAll(
  deps: Deps,
  run: PayoutRun,
  owners: readonly OwnersLines[],
): Promise<{ planned: bigint[]; faulty: PayoutLine[] }> {
  const planned: bigint[] = [];
  const faulty: PayoutLine[] = [];
  const { asksForAge: readsFirst } = judgingOf(deps, run);
  for (let from = 0; from < owners.length; from += ownersAtOnce) {
    const some = owners.slice(from, from + ownersAtOnce);
    const ids = some.map(([ownerId]) => ownerId);
    const read = await deps.payees.getMany(ids, { readsFirst });
    const loaded = new Map(read.map((owner) => [owner.ownerId, owner]));
    const outcomes = await Promise.allSettled(
      some.map(([ownerId, lines]) => {
        const owner = loaded.get(ownerId);
        return owner ? payLines(deps, run, { owner, lines }) : [];
      }),
    );
    for (const [at, outcome] of outcomes.entries())
      if (outcome.status === 'fulfilled') planned.push(...outcome.value);
      else {
        const [ownerId, lines = []] = some[at] ?? [];
        faulty.push(...lines);
        deps.reportFault(outcome.reason, `payout of owner ${ownerId} in run ${run.runId}`);
      }
  }
  return { planned, faulty };
}
