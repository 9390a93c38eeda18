import type { PayoutRunReply } from '../../../shared/contract/finance-payouts.ts';
import type { PayoutRun } from '../../../shared/payout-run.ts';

export const visiblePayoutRun = (run: PayoutRun): PayoutRunReply => ({
  object: 'payout_run',
  id: run.runId,
  period: run.period,
  state: run.state,
  made_by: run.madeBy,
  made_at: run.madeAt,
  decided_by: run.decidedBy ?? null,
  decided_at: run.decidedAt ?? null,
  rejected_for: run.rejectedFor ?? null,
  executed_at: run.executedAt ?? null,
  payees: run.payees,
  amount_micro_usd: Number(run.amountMicroUsd),
  withheld_micro_usd: Number(run.withheldMicroUsd),
  netted_micro_usd: Number(run.nettedMicroUsd),
  left_out: run.leftOut,
  paid_payees: run.paidPayees,
  paid_micro_usd: Number(run.paidMicroUsd),
  pages: run.chunks,
});
