import type { z } from 'zod';
import { microsOfLine } from '../../../shared/bank-statements/bank-line.ts';
import type { bankLineObject } from '../../../shared/contract/reconciliation.ts';
import type { Entry } from '../../../shared/ledger.ts';
import type { Exception } from '../../../shared/reconciliation/exception.ts';
import { nameOfLine, type SeenLine } from '../../../shared/reconciliation/sources.ts';

/** What a line matched: the entry that stands for it, else what the last reconciliation found, else nothing yet. */
export function visibleLine(
  line: SeenLine,
  entry: Entry | undefined,
  exception: Exception | undefined,
): z.infer<typeof bankLineObject> {
  const payoutId = entry?.memo.payoutId ?? exception?.ids.payoutId;
  return {
    object: 'bank_line',
    id: nameOfLine(line),
    account: line.account,
    booked_on: line.bookedOn,
    value_on: line.valueOn,
    amount_micro_usd: Number(microsOfLine(line)),
    currency: line.currency,
    counterparty: line.counterparty,
    text: line.text,
    reference: line.reference,
    business_key: entry?.businessKey ?? exception?.resolvedBy ?? null,
    payout_id: typeof payoutId === 'string' ? payoutId : null,
    exception_id: exception?.exceptionId ?? null,
    exception_state: exception?.state ?? null,
  };
}
