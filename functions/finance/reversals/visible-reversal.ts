import type { ReversalReply } from '../../../shared/contract/finance-periods.ts';
import { type Reversal, reversalKeyOf } from '../../../shared/reversal.ts';

export const visibleReversal = (reversal: Reversal): ReversalReply => ({
  object: 'reversal',
  id: reversal.reversalId,
  business_key: reversal.businessKey,
  reason: reversal.reason,
  state: reversal.state,
  made_by: reversal.madeBy,
  made_at: reversal.madeAt,
  decided_by: reversal.decidedBy ?? null,
  decided_at: reversal.decidedAt ?? null,
  reversed_by: reversal.state === 'posted' ? reversalKeyOf(reversal.businessKey) : null,
});
