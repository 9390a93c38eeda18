import type { Drill } from '../../../shared/contract/drill.ts';
import type { Exception } from '../../../shared/reconciliation/exception.ts';
import { link, type Sources, tell } from './tell.ts';

/** What a reconciliation found: all that it is about, and the correction that resolved it. Refuses with not_found. */
export async function drillException({ exceptions }: Sources, exceptionId: string): Promise<Drill> {
  const exception = await exceptions.get(exceptionId);
  const { ids, resolvedBy } = exception;
  return tell({
    id: `exception/${exceptionId}`,
    title: `Exception: ${exception.reason}`,
    at: exception.occurredAt,
    amountMicroUsd: exception.differenceMicroUsd,
    facts: {
      state: exception.state,
      status: exception.status,
      side: exception.side,
      'looked after by': exception.assignee,
      'at Stripe': ids.sourceId,
    },
    down: [
      ...stripesOf(exception),
      ...(ids.bankLineNames ?? []).map((id) => link("line of the bank's statement", { id })),
      ...(ids.businessKeys ?? []).map((id) => link('entry', { id })),
    ],
    up:
      resolvedBy === undefined
        ? []
        : [link('correction', { id: resolvedBy, at: exception.resolvedAt ?? null })],
  });
}

/** What no entry names can't be drilled: it is told by its name. */
function stripesOf({ ids, status }: Exception) {
  const named = (what: string, id: string | undefined) =>
    id === undefined ? [] : [link(what, status === 'missing_ours' ? { id: null, note: id } : { id })];
  return [
    ...named('balance transaction at Stripe', ids.balanceTransactionId),
    ...named('payout from Stripe', ids.payoutId),
  ];
}
