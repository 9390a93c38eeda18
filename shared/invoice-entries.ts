import { amountOf, type Invoice, type InvoiceName, invoiceIdOf, restOf } from './invoice.ts';
import { type Account, type Entry, entryOf, type Posting, transferPostings } from './ledger.ts';
import type { MicroUsd } from './money.ts';

/** A payment of an invoice that is on Stripe's balance. */
export type InvoicePayment = {
  paymentIntentId: string;
  chargeId: string;
  balanceTransactionId: string;
  grossMicroUsd: MicroUsd;
  feeMicroUsd: MicroUsd;
};

const rootOf = ({ customerId, invoiceNo }: InvoiceName) => `customer/${customerId}/invoice/${invoiceNo}`;
const receivableOf = ({ customerId }: InvoiceName): Account => `customer/${customerId}/receivable`;
const memoOf = (invoice: Invoice) => ({
  invoiceId: invoiceIdOf(invoice),
  period: invoice.period,
  stripeInvoiceId: invoice.stripeInvoiceId,
});

/** What was owed becomes what is asked for. The first entry of its customer, it may be. */
export const invoiceEntry = (invoice: Invoice, at: number): Entry =>
  entryOf({
    businessKey: rootOf(invoice),
    kind: 'invoice',
    at,
    postings: transferPostings(receivableOf(invoice), `customer/${invoice.customerId}`, amountOf(invoice)),
    memo: memoOf(invoice),
  });

/** Two entries for the two movements of its one balance transaction, as of a top-up. */
export function invoicePaidEntries(invoice: Invoice, payment: InvoicePayment, at: number): [Entry, Entry] {
  const { grossMicroUsd, feeMicroUsd, ...atStripe } = payment;
  const businessKey = `${rootOf(invoice)}/paid/${payment.paymentIntentId}`;
  const memo = { ...memoOf(invoice), ...atStripe };
  const fee: Posting[] = transferPostings('stripe/fees', 'stripe/balance', feeMicroUsd);
  return [
    entryOf({
      businessKey,
      kind: 'invoice-paid',
      at,
      postings: transferPostings('stripe/balance', receivableOf(invoice), grossMicroUsd),
      memo,
    }),
    entryOf({ businessKey: `${businessKey}/stripe-fee`, kind: 'stripe-fee', at, postings: fee, memo }),
  ];
}

export const invoiceVoidEntry = (invoice: Invoice, at: number): Entry =>
  entryOf({
    businessKey: `${rootOf(invoice)}/void`,
    kind: 'invoice-void',
    at,
    postings: transferPostings(`customer/${invoice.customerId}`, receivableOf(invoice), restOf(invoice)),
    memo: memoOf(invoice),
  });

/** The `writeOffs` of the invoice counts this one. */
export const invoiceUncollectibleEntry = (invoice: Invoice, at: number): Entry =>
  entryOf({
    businessKey: writeOffKeyOf(invoice),
    kind: 'invoice-uncollectible',
    at,
    postings: transferPostings('platform/bad-debts', receivableOf(invoice), restOf(invoice)),
    memo: memoOf(invoice),
  });

/** Somebody pays it, or it is voided, although it was given up. */
export const writeOffReversedEntry = (invoice: Invoice, amountMicroUsd: MicroUsd, at: number): Entry =>
  entryOf({
    businessKey: `${writeOffKeyOf(invoice)}/reversed`,
    kind: 'reverse',
    at,
    postings: transferPostings(receivableOf(invoice), 'platform/bad-debts', amountMicroUsd),
    memo: { ...memoOf(invoice), reverses: writeOffKeyOf(invoice) },
  });

const writeOffKeyOf = (invoice: Invoice) => `${rootOf(invoice)}/uncollectible/${invoice.writeOffs}`;
