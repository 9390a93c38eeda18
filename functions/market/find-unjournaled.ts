import { journalMessages } from '../../shared/journal-messages.ts';
import type { Deps } from '../edge/deps.ts';
import { timerLambda } from '../edge/lambda.ts';

/**
 * Sends to the journal what is in no link of it and no message stands for any more: a queue that forgot, a window of
 * the stream that nobody could dispatch; and reversals that are approved and not posted. Returns how many entries.
 * What is on its way is named twice, which changes nothing.
 */
export const findUnjournaled = (deps: Deps) => async (): Promise<number> => {
  const missing = (await Array.fromAsync(deps.unjournaled())).sort((a, b) => a.at - b.at);
  // In the order of time, so that a link's entries lie together.
  await deps.queues.send('journal', journalMessages(missing.map(({ businessKey }) => businessKey)));
  const approved = (await deps.reversals.list()).filter(({ state }) => state === 'approved');
  await deps.queues.send(
    'reverse',
    approved.map(({ reversalId }) => ({ reversalId })),
  );
  return missing.length;
};

export const handler = timerLambda(findUnjournaled);
