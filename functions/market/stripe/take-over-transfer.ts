import type { StripeSubject } from '../../../shared/stripe-subject.ts';
import { payoutWrites } from '../../adapters/payouts.ts';
import { postOnce } from '../../adapters/post-once.ts';
import type { Deps } from '../../edge/deps.ts';

/** A transfer that was made for a payout which still waits for the word. */
export async function takeOverTransfer(deps: Deps, { id }: StripeSubject): Promise<boolean> {
  const sent = await deps.stripe.reads.findSentPayout(id);
  if (!sent) return false;
  const payout = await deps.payouts.find(sent.ownerId, sent.payoutNo);
  if (payout?.state !== 'pending') return false;
  return postOnce(deps.commit, payoutWrites.sent(payout, sent.transfer, deps.now()));
}
