import type { MessageOf } from '../../shared/messages.ts';
import type { Deps } from '../edge/deps.ts';
import { queueLambda } from '../edge/lambda.ts';
import { stepRun } from './payout-runs/step-run.ts';

/** One step of a payout run, drafting or carrying out: what it changes brings about the message of the next. */
export const executePayoutRun =
  (deps: Deps) =>
  async ({ runId }: MessageOf<'payout-run'>): Promise<void> => {
    await stepRun(deps, runId);
  };

export const handler = queueLambda('payout-run', executePayoutRun);
