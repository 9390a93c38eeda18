import { ownersOwn, splitOf } from '../../shared/beneficiaries.ts';
import { nextPayout } from '../../shared/payout.ts';
import type { Policy } from '../../shared/policy.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { beneficiaryWrites } from '../adapters/beneficiaries.ts';
import type { BeneficiaryBalance, OwnerBalance } from '../adapters/ledger.ts';
import type { Owner } from '../adapters/owners.ts';
import { payoutWrites } from '../adapters/payouts.ts';
import { postOnce } from '../adapters/post-once.ts';
import type { Deps } from '../edge/deps.ts';
import { timerLambda } from '../edge/lambda.ts';

/**
 * Writes down the next payout of every owner who has enough released, or of each with whom the owner shares; sending
 * it is another function's, which the table's stream calls. Returns how many were planned.
 */
export const planPayouts = (deps: Deps) => async (): Promise<number> => {
  let planned = 0;
  for await (const ownerId of deps.owners.ids())
    try {
      planned += await planOwner(deps, ownerId);
    } catch (error) {
      // One owner's trouble must not keep the others from being paid.
      deps.reportFault(error, `payout of owner ${ownerId}`);
    }
  return planned;
};

type Threshold = Pick<Policy, 'payoutThresholdMicroUsd'>;

async function planOwner(deps: Deps, ownerId: string): Promise<number> {
  const [owner, balance] = await Promise.all([deps.owners.get(ownerId), deps.ledger.ownerBalance(ownerId)]);
  const threshold = thresholdFor(owner, deps.policy);
  if (owner.sharesVersion !== undefined) return planShared(deps, owner, balance, threshold);
  if (owner.payoutsStoppedBy) return 0;
  return (await planPayee(deps, { ...owner, ...balance }, threshold)) ? 1 : 0;
}

/** Who closes the account is paid all. */
const thresholdFor = ({ closingAt }: Owner, policy: Policy): Threshold =>
  closingAt === undefined ? policy : { payoutThresholdMicroUsd: 0n };

/** What was released is split first; then each payee is paid like an owner, under a number of the same row. */
async function planShared(
  deps: Deps,
  owner: Owner,
  balance: OwnerBalance,
  threshold: Threshold,
): Promise<number> {
  await splitReleased(deps, owner, balance, threshold);
  const { ownerId } = owner;
  const [payees, stopped] = await Promise.all([
    deps.ledger.beneficiaryBalances(ownerId),
    stoppedPayees(deps, owner),
  ]);
  let { lastPayoutNo } = owner;
  for (const payee of payees)
    if (!stopped.has(payee.beneficiaryId))
      if (await planPayee(deps, { ownerId, lastPayoutNo, ...payee }, threshold)) lastPayoutNo++;
  return lastPayoutNo - owner.lastPayoutNo;
}

async function splitReleased(
  deps: Deps,
  owner: Owner,
  { releasedMicroUsd }: OwnerBalance,
  { payoutThresholdMicroUsd }: Threshold,
): Promise<void> {
  if (releasedMicroUsd === 0n || releasedMicroUsd < payoutThresholdMicroUsd) return;
  const shares = await deps.beneficiaries.findShares(owner.ownerId, owner.sharesVersion ?? 0);
  if (!shares) throw new Error(`owner ${owner.ownerId} has no version ${owner.sharesVersion} of the shares`);
  const split = splitOf(owner, releasedMicroUsd, shares, deps.now());
  await postOnce(deps.commit, beneficiaryWrites.split(split)).catch(ifAnotherPlanned);
}

async function stoppedPayees(deps: Deps, { ownerId, payoutsStoppedBy }: Owner): Promise<Set<string>> {
  const stopped = (await deps.beneficiaries.ofOwner(ownerId))
    .filter((each) => each.payoutsStoppedBy !== undefined)
    .map(({ beneficiaryId }) => beneficiaryId);
  return new Set([...stopped, ...(payoutsStoppedBy === undefined ? [] : [ownersOwn])]);
}

type Payee = { ownerId: string; lastPayoutNo: number } & Omit<BeneficiaryBalance, 'beneficiaryId'> & {
    beneficiaryId?: string;
  };

async function planPayee(deps: Deps, payee: Payee, threshold: Threshold): Promise<boolean> {
  const payout = nextPayout(payee, threshold, deps.now());
  if (!payout) return false;
  try {
    return await postOnce(deps.commit, payoutWrites.plan(payout));
  } catch (error) {
    return ifAnotherPlanned(error);
  }
}

/** Another planner was first, and its payout may have been sent by now. */
function ifAnotherPlanned(error: unknown): false {
  if (isRefusal(error, 'changed_meanwhile', 'payout_refused')) return false;
  throw error;
}

export const handler = timerLambda(planPayouts);
