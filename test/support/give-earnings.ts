import { ledgerWrites } from '../../functions/adapters/ledger.ts';
import type { Deps } from '../../functions/edge/deps.ts';
import { dayOf } from '../../shared/accrual.ts';
import { entryOf, transferPostings } from '../../shared/ledger.ts';

let given = 0;

/** Released earnings out of the platform's own pocket, as if for checks: how they were earned is another story. */
export async function giveEarnings(
  deps: Pick<Deps, 'commit' | 'now'>,
  ownerId: string,
  microUsd: bigint,
): Promise<void> {
  const entry = entryOf({
    businessKey: `owner/${ownerId}/earned/${dayOf(deps.now())}/audit/in-a-test/${given++}`,
    kind: 'pay-audit',
    at: deps.now(),
    postings: transferPostings('platform/audits', `owner/${ownerId}/released`, microUsd),
    memo: {},
  });
  await deps.commit([
    ledgerWrites.post(entry),
    ledgerWrites.changeOwnerBalance(ownerId, { releasedMicroUsd: microUsd, grossMicroUsd: microUsd }),
  ]);
}
