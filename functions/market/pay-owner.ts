import type { MessageOf } from '../../shared/messages.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { payoutWrites } from '../adapters/payouts.ts';
import { postOnce } from '../adapters/post-once.ts';
import type { Deps } from '../edge/deps.ts';
import { queueLambda } from '../edge/lambda.ts';

/**
 * Sends one pending payout through Stripe. Whatever breaks off between Stripe and the ledger is mended by the next
 * message: it finds the same transfer again. A refusal that passes leaves the payout pending, for the sweep.
 */
export const payOwner =
  (deps: Deps) =>
  async ({ ownerId, payoutNo }: MessageOf<'pay'>): Promise<void> => {
    const payout = await deps.payouts.find(ownerId, payoutNo);
    if (!payout) throw new Error(`There is no payout ${payoutNo} of owner ${ownerId} to send`);
    if (payout.state !== 'pending') return;
    const { stripeAccountId } = await deps.owners.get(ownerId);
    const answer = await deps.stripe.sendTransfer(payout, stripeAccountId);
    switch (answer.kind) {
      case 'sent':
        await postOnce(deps.commit, payoutWrites.sent(payout, answer.transfer, deps.now()));
        return;
      case 'never':
        await postOnce(deps.commit, payoutWrites.failed(payout, answer.reason, deps.now()));
        return;
      case 'try-later':
        await deps.commit([payoutWrites.refused(payout, answer.reason)]).catch(ifAnotherTried);
    }
  };

/** A second message of the same payout met the same refusal: it is noted already. */
function ifAnotherTried(error: unknown): void {
  if (!isRefusal(error, 'changed_meanwhile')) throw error;
}

export const handler = queueLambda('pay', payOwner);
