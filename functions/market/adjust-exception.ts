import type { MessageOf } from '../../shared/messages.ts';
import { isToPost, postedCorrection } from '../../shared/reconciliation/correction.ts';
import { saveException } from '../adapters/exceptions.ts';
import { ledgerWrites } from '../adapters/ledger.ts';
import { postOnce } from '../adapters/post-once.ts';
import type { Deps } from '../edge/deps.ts';
import { queueLambda } from '../edge/lambda.ts';

/** Posts a correction that two people want, and resolves its exception in the same commit: once, by its number. */
export const adjustException =
  (deps: Deps) =>
  async ({ exceptionId }: MessageOf<'adjust'>): Promise<void> => {
    const approved = await deps.exceptions.get(exceptionId);
    if (!isToPost(approved)) return;
    const { exception, entry } = postedCorrection(approved, deps.now());
    await postOnce(deps.commit, [ledgerWrites.post(entry, { opensRoot: true }), saveException(exception)]);
  };

export const handler = queueLambda('adjust', adjustException);
