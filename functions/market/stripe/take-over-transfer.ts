import type { Payout, Reversal } from '../../../shared/payout.ts';
import type { StripeSubject } from '../../../shared/stripe-subject.ts';
import { settledBy } from '../../../shared/take-back.ts';
import { payoutWrites } from '../../adapters/payouts.ts';
import { postOnce } from '../../adapters/post-once.ts';
import type { Deps } from '../../edge/deps.ts';

/**
 * A transfer that was made for a payout which still waits for the word, and all that came back of it since: a reversal
 * of ours, or one made by hand. The money of a reversal is the payee's again, but for what the owner owes. A payout is
 * one transfer: a second one that names it, made at Stripe, is reported, and nothing of it is posted.
 */
export async function takeOverTransfer(deps: Deps, { id }: Pick<StripeSubject, 'id'>): Promise<boolean> {
  const sent = await deps.stripe.reads.findSentPayout(id);
  if (!sent) return false;
  const payout = await deps.payouts.find(sent.ownerId, sent.payoutNo);
  // One that failed was never sent: such a transfer is nobody's, and stays an open item.
  if (!payout || payout.state === 'failed') return false;
  let isNews = false;
  if (payout.state === 'pending')
    isNews = await postOnce(deps.commit, payoutWrites.sent(payout, sent.transfer, deps.now()));
  const now = isNews ? payout : await deps.payouts.find(sent.ownerId, sent.payoutNo);
  const { stripeTransferId = id } = now ?? {};
  if (stripeTransferId !== id) {
    const name = `owner/${sent.ownerId}/payout/${sent.payoutNo}`;
    deps.reportFault(new Error(`${id} is a second transfer of ${name}`), `transfer ${id}`);
    return false;
  }
  for (const reversal of sent.reversals) if (await takeOverReversal(deps, payout, reversal)) isNews = true;
  return isNews;
}

/** Only what we asked for because it is owed settles the debt: what somebody reversed by hand is the payee's again. */
async function takeOverReversal(deps: Deps, payout: Payout, reversal: Reversal): Promise<boolean> {
  const owed =
    reversal.takeBackNo === undefined
      ? 0n
      : (await deps.ledger.ownerBalance(payout.ownerId)).receivableMicroUsd;
  const settledMicroUsd = settledBy(reversal.amountMicroUsd, owed);
  return postOnce(deps.commit, payoutWrites.reversed(payout, reversal, { settledMicroUsd, now: deps.now() }));
}
