import type {
  LedgerMovement,
  SeenLine,
  SeenPayout,
  SeenTransaction,
} from '../../../shared/reconciliation/sources.ts';

export const now = Date.UTC(2027, 1, 1, 12);
export const daysAgo = (days: number) => now - days * 86_400_000;
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

export const transaction = (changes: Partial<SeenTransaction> = {}): SeenTransaction => ({
  id: 'txn_1',
  type: 'charge',
  amountMicroUsd: 10_000_000n,
  feeMicroUsd: 0n,
  sourceId: 'ch_1',
  createdAt: daysAgo(10),
  availableAt: daysAgo(8),
  party: 'customer/c1',
  ...changes,
});

export const movement = (changes: Partial<LedgerMovement> = {}): LedgerMovement => ({
  businessKey: 'customer/c1/top-up/pi_1',
  kind: 'top-up',
  at: daysAgo(10),
  currency: 'usd',
  stripeMicros: 10_000_000n,
  bankMicros: 0n,
  inTransitMicros: 0n,
  parties: ['customer/c1'],
  balanceTransactionId: 'txn_1',
  ...changes,
});

export const payout = (changes: Partial<SeenPayout> = {}): SeenPayout => ({
  payoutId: 'po_1',
  currency: 'usd',
  amountMicros: 5_000_000n,
  state: 'paid',
  createdAt: daysAgo(9),
  arrivesAt: daysAgo(7),
  traceId: 'AB12CD34',
  ...changes,
});

export const line = (changes: Partial<SeenLine> = {}): SeenLine => ({
  account: 'main',
  lineId: '1'.repeat(32),
  bookedOn: dayOf(daysAgo(7)),
  valueOn: dayOf(daysAgo(7)),
  amountMinorUnits: 500,
  currency: 'usd',
  counterparty: 'STRIPE',
  text: 'STRIPE PAYOUT AB12CD34',
  reference: '',
  endToEndId: '',
  ...changes,
});

export const lineMovement = (changes: Partial<LedgerMovement> = {}): LedgerMovement => ({
  businessKey: `bank/main/line/${'1'.repeat(32)}`,
  kind: 'bank-line-in',
  at: daysAgo(6),
  currency: 'usd',
  stripeMicros: 0n,
  bankMicros: 5_000_000n,
  inTransitMicros: -5_000_000n,
  parties: [],
  bankLineName: `main/${'1'.repeat(32)}`,
  ...changes,
});
