import type { MessageOf } from '../../shared/messages.ts';
import { reversalEntry } from '../../shared/reversal.ts';
import { ledgerWrites } from '../adapters/ledger.ts';
import { postOnce } from '../adapters/post-once.ts';
import { reversalWrites } from '../adapters/reversals.ts';
import type { Deps } from '../edge/deps.ts';
import { queueLambda } from '../edge/lambda.ts';

/** Posts what undoes an entry, as two people of finance want it: once, by its business key. */
export const reverseEntry = (deps: Deps) => async (message: MessageOf<'reverse'>) => {
  const reversal = await deps.reversals.get(message.reversalId);
  if (reversal.state !== 'approved') return;
  const original = await deps.ledger.findEntry(reversal.businessKey);
  if (!original) throw new Error(`The entry ${reversal.businessKey} is gone`);
  await postOnce(deps.commit, [
    ledgerWrites.post(reversalEntry(original, reversal, deps.now())),
    reversalWrites.post(reversal),
  ]);
};

export const handler = queueLambda('reverse', reverseEntry);
