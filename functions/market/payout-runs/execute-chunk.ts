import { chunkTries, type PayoutLine, type PayoutRun } from '../../../shared/payout-run.ts';
import { payoutRunWrites } from '../../adapters/payout-runs.ts';
import type { Deps } from '../../edge/deps.ts';
import { judgingOf } from './judging-of.ts';
import { payLines } from './pay-lines.ts';

/** Enough to be through a chunk in a second, few enough not to be throttled. */
const ownersAtOnce = 25;

/**
 * Carries out the next chunk of an approved run. What broke off is done again from the chunk's beginning: who was
 * planned already is not planned twice, by the period that stands with the balance.
 */
export async function executeChunk(deps: Deps, run: PayoutRun): Promise<void> {
  const lines = run.chunks > 0 ? await deps.payoutRuns.lines(run.runId, run.executedChunks) : [];
  const wanted = lines.filter((line) => line.amountMicroUsd > 0n || line.nettedMicroUsd > 0n);
  const { planned, failures } = await payAll(deps, run, [
    ...Map.groupBy(wanted, ({ ownerId }) => ownerId).entries(),
  ]);
  const tries = (run.chunkFailures ?? 0) + 1;
  if (failures > 0 && tries < chunkTries) {
    await deps.commit([payoutRunWrites.change(run, { ...run, chunkFailures: tries })]);
    return;
  }
  const executedChunks = Math.min(run.executedChunks + 1, run.chunks);
  await deps.commit([
    payoutRunWrites.change(run, {
      ...run,
      executedChunks,
      chunkFailures: 0,
      paidPayees: run.paidPayees + planned.length,
      paidMicroUsd: planned.reduce((sum, amount) => sum + amount, run.paidMicroUsd),
      ...(executedChunks === run.chunks && { state: 'executed', executedAt: deps.now() }),
    }),
  ]);
}

type OwnersLines = [ownerId: string, lines: PayoutLine[]];

/** The amounts that are on their way. One owner's trouble keeps no other from being paid. */
async function payAll(
  deps: Deps,
  run: PayoutRun,
  owners: readonly OwnersLines[],
): Promise<{ planned: bigint[]; failures: number }> {
  const planned: bigint[] = [];
  let failures = 0;
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
        failures++;
        deps.reportFault(outcome.reason, `payout of owner ${some[at]?.[0]} in run ${run.runId}`);
      }
  }
  return { planned, failures };
}
