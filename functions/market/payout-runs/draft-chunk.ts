import { linesOf } from '../../../shared/choose-payouts.ts';
import type { PayoutLine, PayoutRun } from '../../../shared/payout-run.ts';
import { payoutRunWrites } from '../../adapters/payout-runs.ts';
import type { Deps } from '../../edge/deps.ts';
import { judgingOf } from './judging-of.ts';

/** So many owners are looked at in one step. */
const ownersPerChunk = 250;
/** So many of their lines lie in one item, of 200 bytes at most each: half of what the table takes. */
const linesPerChunk = 1_000;

/** Looks at the next owners, and writes down what each would be paid. After the last the run is proposed. */
export async function draftChunk(deps: Deps, run: PayoutRun): Promise<void> {
  const ids = await deps.payees.idsAfter(run.draftedUntil ?? '', ownersPerChunk);
  const judging = judgingOf(deps, run);
  const owners = await deps.payees.getMany(ids, { readsFirst: judging.asksForAge });
  const drafted = fitting(
    owners.map((owner) => ({ ownerId: owner.ownerId, lines: linesOf(owner, judging) })),
  );
  const lines = drafted.flatMap((each) => each.lines);
  const isCut = drafted.length < owners.length;
  const last = isCut ? drafted.at(-1)?.ownerId : ids.at(-1);
  const isEnd = !isCut && ids.length < ownersPerChunk;
  await deps.commit([
    payoutRunWrites.change(run, {
      ...run,
      ...addedTo(run, lines),
      chunks: lines.length > 0 ? run.chunks + 1 : run.chunks,
      ...(last !== undefined && { draftedUntil: last }),
      state: isEnd ? stateAfter(run) : 'drafting',
    }),
    ...(lines.length > 0 ? [payoutRunWrites.addLines(run.runId, run.chunks, lines)] : []),
  ]);
}

type Drafted = { ownerId: string; lines: readonly PayoutLine[] };

/** The first of these owners, one at least, whose lines one item takes. */
function fitting(owners: readonly Drafted[]): readonly Drafted[] {
  let lines = 0;
  const cutAt = owners.findIndex((owner, at) => {
    lines += owner.lines.length;
    return at > 0 && lines > linesPerChunk;
  });
  return cutAt < 0 ? owners : owners.slice(0, cutAt);
}

const stateAfter = ({ needsApproval }: PayoutRun) => (needsApproval ? 'proposed' : 'approved');

const addedTo = (run: PayoutRun, lines: readonly PayoutLine[]) => ({
  payees: run.payees + lines.filter(({ amountMicroUsd }) => amountMicroUsd > 0n).length,
  leftOut: run.leftOut + lines.filter(({ leftOut }) => leftOut !== undefined).length,
  amountMicroUsd: lines.reduce((sum, line) => sum + line.amountMicroUsd, run.amountMicroUsd),
  withheldMicroUsd: lines.reduce((sum, line) => sum + line.withheldMicroUsd, run.withheldMicroUsd),
  nettedMicroUsd: lines.reduce((sum, line) => sum + line.nettedMicroUsd, run.nettedMicroUsd),
});
