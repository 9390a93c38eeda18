import { ownersOwn } from '../../shared/beneficiaries.ts';
import type { MessageOf } from '../../shared/messages.ts';
import { isStuck, mayKeyBeForgotten, type Payout } from '../../shared/payout.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { payoutWrites } from '../adapters/payouts.ts';
import { postOnce } from '../adapters/post-once.ts';
import type { Deps } from '../edge/deps.ts';
import { queueLambda } from '../edge/lambda.ts';

/**
 * Sends one pending payout through Stripe. Whatever breaks off between Stripe and the ledger is mended by the next
 * message: it finds the same transfer again. A refusal that passes leaves the payout pending, for the sweep; one that
 * is the account's, and has not passed for as long as the policy says, gives the money back.
 */
export const payOwner =
  (deps: Deps) =>
  async ({ ownerId, payoutNo }: MessageOf<'pay'>): Promise<void> => {
    const payout = await deps.payouts.find(ownerId, payoutNo);
    if (!payout) throw new Error(`There is no payout ${payoutNo} of owner ${ownerId} to send`);
    if (payout.state !== 'pending') return;
    const now = deps.now();
    const answer = await deps.stripe.transfers.sendTransfer(payout, await accountFor(deps, payout), {
      looksFirst: mayKeyBeForgotten(payout, now),
    });
    switch (answer.kind) {
      case 'sent':
        await postOnce(deps.commit, payoutWrites.sent(payout, answer.transfer, now));
        return;
      case 'never':
        await postOnce(deps.commit, payoutWrites.failed(payout, answer.reason, now));
        return;
      case 'try-later':
        if (isStuck(payout, answer.reason, { now, payoutWaitSeconds: deps.policy.payoutWaitSeconds }))
          await postOnce(deps.commit, payoutWrites.failed(payout, answer.reason, now));
        else await deps.commit([payoutWrites.refused(payout, answer.reason, now)]).catch(ifAnotherTried);
    }
  };

/** The owner's own account, or the one of who has this share. */
async function accountFor(deps: Deps, { ownerId, beneficiaryId }: Payout): Promise<string> {
  if (beneficiaryId === undefined || beneficiaryId === ownersOwn)
    return (await deps.owners.get(ownerId)).stripeAccountId;
  const beneficiary = await deps.beneficiaries.find(ownerId, beneficiaryId);
  if (!beneficiary) throw new Error(`There is no beneficiary ${beneficiaryId} of owner ${ownerId} to pay`);
  return beneficiary.stripeAccountId;
}

/** A second message of the same payout met the same refusal: it is noted already. */
function ifAnotherTried(error: unknown): void {
  if (!isRefusal(error, 'changed_meanwhile')) throw error;
}

export const handler = queueLambda('pay', payOwner);
