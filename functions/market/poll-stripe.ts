import { isRefusal } from '../../shared/refusal.ts';
import { nameOfSubject } from '../../shared/stripe-subject.ts';
import { stripeCursorWrites } from '../adapters/stripe-cursor.ts';
import type { Deps } from '../edge/deps.ts';
import { timerLambda } from '../edge/lambda.ts';
import { type Happened, happenedSince } from './stripe/happened-since.ts';
import { knownTransfers } from './stripe/known-transfers.ts';
import { lookAtAccounts } from './stripe/look-at-accounts.ts';
import { takeOver } from './stripe/take-over.ts';

/** Read again each time: Stripe's lists lag behind what they list by seconds. */
const overlapMillis = 10 * 60_000;
/** So long what can't be taken over is read again: it must not keep all that comes after it from being found. */
const heldBackMillis = 7 * 86_400_000;

/**
 * Takes over whatever happened at Stripe since the last time: what moved its balance, which is the truth, and what
 * its events name beside that, and how the connected accounts stand. With all webhooks lost the ledger comes to the
 * same state. What fails is reported and read again at the next poll, for a week: then the reconciliation alone names
 * it. The rest goes on. Returns how many subjects were news.
 */
export const pollStripe = (deps: Deps) => async (): Promise<number> => {
  const from = await deps.stripeCursor.read();
  const found = await happenedSince(deps, Math.max(0, from - overlapMillis));
  let takenOver = 0;
  let takenUntil = found.reduce((until, { lastAt }) => Math.max(until, lastAt), from);
  const noEarlierThan = deps.now() - heldBackMillis;
  for (const each of await unknownOf(deps, found)) {
    const outcome = await follow(deps, each);
    if (outcome === 'news') takenOver++;
    if (outcome === 'fault') takenUntil = Math.min(takenUntil, Math.max(each.firstAt, noEarlierThan));
  }
  if (takenUntil > from) await deps.commit([stripeCursorWrites.advance(takenUntil)]).catch(ifFurtherAlready);
  await lookAtAccounts(deps);
  return takenOver;
};

/** A payout's own transfer stands in the ledger since it was sent: none of these is fetched again, one by one. */
async function unknownOf(deps: Deps, found: readonly Happened[]): Promise<Happened[]> {
  const sent = found.flatMap((each) => each.sent ?? []);
  const known = await knownTransfers(deps, sent);
  return found.filter((each) => !each.sent || !known.has(each.sent.transferId));
}

async function follow(deps: Deps, { subject }: Happened): Promise<'news' | 'known' | 'fault'> {
  if (!subject) return 'known';
  try {
    return (await takeOver(deps, subject)) ? 'news' : 'known';
  } catch (error) {
    deps.reportFault(error, `Stripe's ${nameOfSubject(subject).trim()}`);
    return 'fault';
  }
}

function ifFurtherAlready(error: unknown): void {
  if (!isRefusal(error, 'changed_meanwhile')) throw error;
}

export const handler = timerLambda(pollStripe);
