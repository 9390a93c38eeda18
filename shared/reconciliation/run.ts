import type { RunChanges } from './exception.ts';
import { type FindingStatus, findingStatuses } from './finding.ts';
import type { Match } from './match.ts';

/** One match of everything since `from`. `pending` until it is done, and then for good. */
export type Reconciliation = {
  runId: string;
  state: 'pending' | 'done';
  /** Milliseconds since the epoch; absent: as far back as anything is open, at least the usual window. */
  from?: number;
  requestedBy: string;
  requestedAt: number;
  summary?: RunSummary;
};

export type RunSummary = {
  from: number;
  doneAt: number;
  matched: Match['matched'];
  found: Record<FindingStatus, number>;
  explainedMicroUsd: bigint;
  /** Statement lines that got their entry. */
  linesPosted: number;
  exceptionsOpened: number;
  exceptionsChanged: number;
  exceptionsClosed: number;
  exceptionsOpen: number;
};

/** What can still change: a bank takes days, a dispute weeks, and a month is closed some days after its end. */
export const windowMillis = 45 * 86_400_000;

export function summaryOf(
  { matched, findings, explainedMicroUsd }: Match,
  changes: RunChanges,
  at: { from: number; doneAt: number; linesPosted: number },
): RunSummary {
  const count = (status: FindingStatus) => findings.filter((finding) => finding.status === status).length;
  return {
    ...at,
    matched,
    found: Object.fromEntries(
      findingStatuses.map((status) => [status, count(status)]),
    ) as RunSummary['found'],
    explainedMicroUsd,
    exceptionsOpened: changes.opened.length,
    exceptionsChanged: changes.changed.length,
    exceptionsClosed: changes.closed.length,
    exceptionsOpen: changes.open,
  };
}
