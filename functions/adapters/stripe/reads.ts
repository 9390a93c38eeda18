import type Stripe from 'stripe';
import { accountReadsOver } from './account-reads.ts';
import { balanceReadsOver } from './balance-reads.ts';
import { bankReadsOver } from './bank-reads.ts';
import { eventReadsOver } from './event-reads.ts';
import { invoiceReadsOver } from './invoice-reads.ts';
import { paymentReadsOver } from './payment-reads.ts';
import { takeBackReadsOver } from './take-back-reads.ts';
import { topUpReadsOver } from './top-ups.ts';
import { transferReadsOver } from './transfer-reads.ts';

/** Everything that is only read: this key can move nothing. */
export const readsOver = (stripe: Stripe) => ({
  ...accountReadsOver(stripe),
  ...balanceReadsOver(stripe),
  ...bankReadsOver(stripe),
  ...eventReadsOver(stripe),
  ...paymentReadsOver(stripe),
  ...takeBackReadsOver(stripe),
  ...invoiceReadsOver(stripe),
  ...topUpReadsOver(stripe),
  ...transferReadsOver(stripe),
});
