import type { Judging, PayoutRun } from '../../../shared/payout-run.ts';
import type { Deps } from '../../edge/deps.ts';

/** By what a run's payees are judged now. `asksForAge`: it matters when an owner first earned. */
export const judgingOf = (
  { policy, now }: Pick<Deps, 'policy' | 'now'>,
  { period }: PayoutRun,
): Judging & { asksForAge: boolean } => ({
  rules: policy,
  period,
  now: now(),
  asksForAge: policy.firstPayoutAfterSeconds > 0 || policy.payoutThresholdMicroUsd > 0n,
});
