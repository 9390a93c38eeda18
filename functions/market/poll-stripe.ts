import { isRefusal } from '../../shared/refusal.ts';
import { stripeCursorWrites } from '../adapters/stripe-cursor.ts';
import type { Deps } from '../edge/deps.ts';
import { timerLambda } from '../edge/lambda.ts';
import { takeOver } from './stripe/take-over.ts';

/** Read again each time: Stripe's lists lag behind what they list by seconds. */
const overlapMillis = 10 * 60_000;

/**
 * Takes over what moved Stripe's balance: the truth, of which webhooks are only early hints. With all of them lost
 * the ledger comes to the same state. What fails is reported and read again at the next poll; the rest goes on.
 * Returns how many movements were news.
 */
export const pollStripe = (deps: Deps) => async (): Promise<number> => {
  const from = await deps.stripeCursor.read();
  const movements = await Array.fromAsync(deps.stripe.reads.movements(Math.max(0, from - overlapMillis)));
  let takenOver = 0;
  let takenUntil = Math.max(from, ...movements.map(({ createdAt }) => createdAt));
  for (const movement of movements.reverse())
    try {
      if (movement.subject && (await takeOver(deps, movement.subject))) takenOver++;
    } catch (error) {
      deps.reportFault(error, `Stripe's balance transaction ${movement.id}`);
      takenUntil = Math.min(takenUntil, movement.createdAt);
    }
  if (takenUntil > from) await deps.commit([stripeCursorWrites.advance(takenUntil)]).catch(ifFurtherAlready);
  return takenOver;
};

function ifFurtherAlready(error: unknown): void {
  if (!isRefusal(error, 'changed_meanwhile')) throw error;
}

export const handler = timerLambda(pollStripe);
