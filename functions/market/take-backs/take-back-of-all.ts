import { ownersOwn } from '../../../shared/beneficiaries.ts';
import type { Payout } from '../../../shared/payout.ts';
import type { Write } from '../../adapters/commit.ts';
import type { AccountHolder } from '../../adapters/stripe-accounts.ts';
import { takeBackWrites } from '../../adapters/take-backs.ts';
import type { Deps } from '../../edge/deps.ts';

/** Begins to take back all that was ever paid to an account: of it that comes which the account still has. */
export async function takeBackOfAll(deps: Deps, holder: AccountHolder): Promise<Write[]> {
  const { ownerId, beneficiaryId } = holder;
  let wantedMicroUsd = 0n;
  for await (const payout of deps.payouts.of(ownerId))
    if (payout.state === 'paid' && isPaidTo(beneficiaryId, payout))
      wantedMicroUsd += payout.amountMicroUsd - payout.reversedMicroUsd;
  if (wantedMicroUsd === 0n) return [];
  return takeBackWrites.begin({
    ownerId,
    ...(beneficiaryId !== undefined && { beneficiaryId }),
    takeBackNo: (await deps.takeBacks.lastNo(ownerId)) + 1,
    cause: 'account_closed',
    wantedMicroUsd,
    takenMicroUsd: 0n,
    state: 'pending',
    createdAt: deps.now(),
  });
}

/** An owner's account gets what is not split, and the owner's own part of what is. */
export const isPaidTo = (beneficiaryId: string | undefined, payout: Payout): boolean =>
  beneficiaryId === undefined
    ? payout.beneficiaryId === undefined || payout.beneficiaryId === ownersOwn
    : payout.beneficiaryId === beneficiaryId;
