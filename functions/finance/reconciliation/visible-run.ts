import type { z } from 'zod';
import type { reconciliationReply } from '../../../shared/contract/reconciliation.ts';
import type { Reconciliation, RunSummary } from '../../../shared/reconciliation/run.ts';

export const visibleRun = (run: Reconciliation): z.infer<typeof reconciliationReply> => ({
  object: 'reconciliation',
  id: run.runId,
  state: run.state,
  requested_by: run.requestedBy,
  requested_at: run.requestedAt,
  summary: run.summary ? visibleSummary(run.summary) : null,
});

const visibleSummary = (summary: RunSummary) => ({
  from: summary.from,
  done_at: summary.doneAt,
  matched: summary.matched,
  found: summary.found,
  explained_micro_usd: Number(summary.explainedMicroUsd),
  lines_posted: summary.linesPosted,
  exceptions_opened: summary.exceptionsOpened,
  exceptions_changed: summary.exceptionsChanged,
  exceptions_closed: summary.exceptionsClosed,
  exceptions_open: summary.exceptionsOpen,
});
