import { isRefusal } from '../../shared/refusal.ts';
import { customerWrites } from '../adapters/customers.ts';
import { payoutWrites } from '../adapters/payouts.ts';
import { postOnce } from '../adapters/post-once.ts';
import type { StripeMovement } from '../adapters/stripe-api.ts';
import { stripeCursorWrites } from '../adapters/stripe-cursor.ts';
import type { Deps } from '../edge/deps.ts';
import { timerLambda } from '../edge/lambda.ts';

/** Read again each time: Stripe's lists lag behind what they list by seconds. */
const overlapMillis = 10 * 60_000;

/**
 * Takes over what moved Stripe's balance: the truth, of which webhooks are only early hints. With all of them lost
 * the ledger comes to the same state. What fails is reported and read again at the next poll; the rest goes on.
 * Returns how many movements were news.
 */
export const pollStripe = (deps: Deps) => async (): Promise<number> => {
  const from = await deps.stripeCursor.read();
  const movements = await Array.fromAsync(deps.stripe.movements(Math.max(0, from - overlapMillis)));
  let takenOver = 0;
  let takenUntil = Math.max(from, ...movements.map(({ createdAt }) => createdAt));
  for (const movement of movements.reverse())
    try {
      if (await takeOver(deps, movement)) takenOver++;
    } catch (error) {
      deps.reportFault(error, `Stripe's balance transaction ${movement.id}`);
      takenUntil = Math.min(takenUntil, movement.createdAt);
    }
  if (takenUntil > from) await deps.commit([stripeCursorWrites.advance(takenUntil)]).catch(ifFurtherAlready);
  return takenOver;
};

/** True where the movement was not in the ledger yet and is now. What it can't explain stays an open item. */
async function takeOver(deps: Deps, { paymentIntentId, transfer }: StripeMovement): Promise<boolean> {
  if (paymentIntentId) {
    const topUp = await deps.stripe.findTopUp(paymentIntentId);
    return topUp !== undefined && (await postOnce(deps.commit, customerWrites.topUp(topUp, deps.now())));
  }
  if (!transfer) return false;
  const payout = await deps.payouts.find(transfer.ownerId, transfer.payoutNo);
  if (payout?.state !== 'pending') return false;
  return postOnce(deps.commit, payoutWrites.sent(payout, transfer, deps.now()));
}

function ifFurtherAlready(error: unknown): void {
  if (!isRefusal(error, 'changed_meanwhile')) throw error;
}

export const handler = timerLambda(pollStripe);
