import { type Entry, entryOf, transferPostings } from './ledger.ts';
import type { Hold } from './settlement.ts';

/** The first phase of a batch's money: from what the customer may spend to what is reserved for this batch. */
export const holdEntry = ({ batchId, customerId, heldMicroUsd }: Hold, at: number): Entry =>
  entryOf({
    businessKey: `batch/${batchId}/hold`,
    kind: 'hold',
    at,
    postings: transferPostings(`customer/${customerId}`, `hold/${batchId}`, heldMicroUsd),
    memo: { customerId },
  });
