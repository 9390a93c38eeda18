import { ledgerWrites } from '../../functions/adapters/ledger.ts';
import type { Deps } from '../../functions/edge/deps.ts';
import { entryOf, transferPostings } from '../../shared/ledger.ts';

let given = 0;

/** Released earnings out of the platform's own pocket: how they were earned is another story. */
export async function giveEarnings(deps: Deps, ownerId: string, microUsd: bigint): Promise<void> {
  const entry = entryOf({
    businessKey: `owner/${ownerId}/earned-in-a-test/${given++}`,
    kind: 'release-earnings',
    at: deps.now(),
    postings: transferPostings('platform/fee', `owner/${ownerId}/released`, microUsd),
    memo: {},
  });
  await deps.commit([
    ledgerWrites.post(entry, { opensRoot: true }),
    ledgerWrites.changeOwnerBalance(ownerId, { releasedMicroUsd: microUsd, grossMicroUsd: microUsd }),
  ]);
}
