import type Stripe from 'stripe';
import { balanceReadsOver } from './balance-reads.ts';
import { invoiceReadsOver } from './invoice-reads.ts';
import { paymentReadsOver } from './payment-reads.ts';
import { transferReadsOver } from './transfer-reads.ts';

/** Everything that is only read: this key can move nothing. */
export const readsOver = (stripe: Stripe) => ({
  ...balanceReadsOver(stripe),
  ...paymentReadsOver(stripe),
  ...invoiceReadsOver(stripe),
  ...transferReadsOver(stripe),
});
