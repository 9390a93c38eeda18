/**
 * What something follows from when it changes in the table, by the first word of its sort key: the stream is read for
 * these alone (infra/triggers.ts), and each is told as a change (functions/adapters/stream-change.ts).
 */
export const followedRecords = [
  'BATCH',
  'TASK',
  'ASSEMBLY',
  'ENTRY',
  'PAYOUT',
  'PAYOUTRUN',
  'TAKEBACK',
  'CHARGEREFUND',
  'REVERSAL',
  'RECONCILIATION',
  'EXCEPTION',
  'REFUND',
  'TOPUP',
  'GRANT',
  'TERMS',
  'INVOICE',
  'STRIPE-EVENT',
  'DELIVERY',
] as const;

export type FollowedRecord = (typeof followedRecords)[number];
