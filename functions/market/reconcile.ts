import pMap from 'p-map';
import type { MessageOf } from '../../shared/messages.ts';
import { type Exception, followRun } from '../../shared/reconciliation/exception.ts';
import { lineEntry } from '../../shared/reconciliation/line-entry.ts';
import type { Match } from '../../shared/reconciliation/match.ts';
import { type Reconciliation, summaryOf, windowMillis } from '../../shared/reconciliation/run.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { saveException } from '../adapters/exceptions.ts';
import { ledgerWrites } from '../adapters/ledger.ts';
import { postOnce } from '../adapters/post-once.ts';
import { reconciliationWrites } from '../adapters/reconciliations.ts';
import type { Deps } from '../edge/deps.ts';
import { queueLambda } from '../edge/lambda.ts';
import { matchSince } from './reconciling/load-sources.ts';

/** Writes at a time. */
const writesAtOnce = 10;

/**
 * Matches ledger, Stripe and bank since the run's beginning. Statement lines that agree get their entry; what does
 * not agree is an exception, and an exception that nothing stands for any more is closed. Repeated, or broken off and
 * repeated, it comes to the same.
 */
export const reconcile =
  (deps: Deps) =>
  async ({ runId }: MessageOf<'reconcile'>): Promise<void> => {
    const run = await deps.reconciliations.get(runId);
    if (run.state === 'done') return;
    const now = deps.now();
    const open = await deps.exceptions.open();
    const from = beginningOf(run, open, now);
    const match = await matchSince(deps, from, now);
    const linesPosted = await postLines(deps, match, now);
    const changes = followRun(await known(deps, open, match), match.findings, {
      now,
      looksAt: ({ occurredAt }) => occurredAt >= from,
    });
    await pMap(
      [...changes.opened, ...changes.changed, ...changes.closed],
      (exception) => deps.commit([saveException(exception)]),
      { concurrency: writesAtOnce },
    );
    const summary = summaryOf(match, changes, { from, doneAt: now, linesPosted });
    await deps.commit([reconciliationWrites.finish(runId, summary)]).catch(ifFinished);
  };

/** As far back as anything is open, so that it is looked at again. */
function beginningOf(run: Reconciliation, open: readonly Exception[], now: number): number {
  if (run.from !== undefined) return run.from;
  return open.reduce((from, { occurredAt }) => Math.min(from, occurredAt), Math.max(0, now - windowMillis));
}

/** What is open, and what was resolved of what is found now. */
async function known(
  { exceptions }: Deps,
  open: readonly Exception[],
  { findings }: Match,
): Promise<Map<string, Exception>> {
  const isOpen = new Set(open.map(({ exceptionId }) => exceptionId));
  const others = findings.map(({ exceptionId }) => exceptionId).filter((id) => !isOpen.has(id));
  return new Map([...open, ...(await exceptions.findAll(others))].map((each) => [each.exceptionId, each]));
}

async function postLines({ commit }: Deps, { toPost }: Match, now: number): Promise<number> {
  const posted = await pMap(
    toPost,
    (shown) => postOnce(commit, [ledgerWrites.post(lineEntry(shown, now), { opensRoot: true })]),
    { concurrency: writesAtOnce },
  );
  return posted.filter((isNew) => isNew).length;
}

function ifFinished(error: unknown): void {
  if (!isRefusal(error, 'changed_meanwhile')) throw error;
}

export const handler = queueLambda('reconcile', reconcile);
