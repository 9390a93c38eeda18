import type { ExceptionReply } from '../../../shared/contract/reconciliation.ts';
import { ageOf, type Exception, type Proposal } from '../../../shared/reconciliation/exception.ts';

export const visibleException = (exception: Exception, now: number): ExceptionReply => ({
  object: 'exception',
  id: exception.exceptionId,
  state: exception.state,
  status: exception.status,
  side: exception.side,
  reason: exception.reason,
  balance_transaction_id: exception.ids.balanceTransactionId ?? null,
  source_id: exception.ids.sourceId ?? null,
  payout_id: exception.ids.payoutId ?? null,
  bank_line_names: [...(exception.ids.bankLineNames ?? [])],
  business_keys: [...(exception.ids.businessKeys ?? [])],
  currency: exception.currency,
  difference_micro_usd: Number(exception.differenceMicroUsd),
  occurred_at: exception.occurredAt,
  first_seen_at: exception.firstSeenAt,
  age: ageOf(exception, now),
  assignee: exception.assignee ?? null,
  notes: [...exception.notes],
  proposal: exception.proposal ? visibleProposal(exception.proposal) : null,
  resolved_by: exception.resolvedBy ?? null,
  resolved_at: exception.resolvedAt ?? null,
});

const visibleProposal = ({ postings, reason, proposedBy, proposedAt, approvedBy }: Proposal) => ({
  postings: postings.map(({ account, amountMicroUsd }) => ({
    account,
    amount_micro_usd: Number(amountMicroUsd),
  })),
  reason,
  proposed_by: proposedBy,
  proposed_at: proposedAt,
  approved_by: approvedBy ?? null,
});
