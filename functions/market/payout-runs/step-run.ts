import { isRefusal } from '../../../shared/refusal.ts';
import type { Deps } from '../../edge/deps.ts';
import { draftChunk } from './draft-chunk.ts';
import { executeChunk } from './execute-chunk.ts';

/** Takes a run's next step, whatever it is. False where there is none to take: it waits for a person or its time, or is over. */
export async function stepRun(deps: Deps, runId: string): Promise<boolean> {
  const run = await deps.payoutRuns.get(runId);
  const step = {
    drafting: draftChunk,
    approved: executeChunk,
    proposed: null,
    executed: null,
    rejected: null,
  };
  const take = step[run.state];
  if (!take) return false;
  try {
    return (await take(deps, run)) ?? true;
  } catch (error) {
    // Another took the step: there may be a next one.
    if (!isRefusal(error, 'changed_meanwhile')) throw error;
    return true;
  }
}
