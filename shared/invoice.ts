import { type CustomerBalance, toRelease } from './customer-balance.ts';
import type { MicroUsd } from './money.ts';
import { minorUnitsOf } from './money.ts';
import type { Hold } from './settlement.ts';
import { microUsdOfCents } from './top-up.ts';

/**
 * What an approved customer owes, sent through Stripe.
 *
 * pending ──▶ open ──▶ paid
 *               ├────▶ void            what it was for is owed again, and stands on the next one
 *               └────▶ uncollectible   given up; should it be paid or voided after all, that is undone first
 */
export type Invoice = {
  /** Rises with each change: whoever decided on an older one is refused. */
  version: number;
  customerId: string;
  /** Of this customer's invoices, from 1. */
  invoiceNo: number;
  /** The month in which it was owed, "2027-01". */
  period: string;
  state: 'pending' | 'open' | 'paid' | 'void' | 'uncollectible';
  cents: number;
  dueSeconds: number;
  /** Since it was finalized: Stripe's name and page for it. */
  stripeInvoiceId?: string;
  url?: string;
  dueAt?: number;
  /** Nobody paid it by then: its customer buys nothing until it is paid. */
  isOverdue?: true;
  paidMicroUsd: MicroUsd;
  /** The payments of it that are in the ledger. */
  paymentIntentIds: readonly string[];
  /** How often it was given up. */
  writeOffs: number;
  /** What the last giving up took: of the credit limit, as far as that went. */
  writtenOff?: { amountMicroUsd: MicroUsd; limitMicroUsd: MicroUsd };
  /** What finance wants to become of it: brought about at Stripe, and taken over from there. */
  asked?: 'void' | 'uncollectible';
  /** Milliseconds since the epoch. */
  createdAt: number;
  sentAt?: number;
  endedAt?: number;
};

export type InvoiceName = Pick<Invoice, 'customerId' | 'invoiceNo'>;

export const invoiceIdOf = ({ customerId, invoiceNo }: InvoiceName): string => `${customerId}-${invoiceNo}`;

export const amountOf = ({ cents }: Pick<Invoice, 'cents'>): MicroUsd => microUsdOfCents(cents);

/** What is still to be paid of it. */
export const restOf = (invoice: Pick<Invoice, 'cents' | 'paidMicroUsd'>): MicroUsd =>
  amountOf(invoice) - invoice.paidMicroUsd;

/** How much of the credit limit is used: owed, held or invoiced, beyond what is prepaid. Below zero where that is more. */
export const limitUsed = (balance: CustomerBalance): MicroUsd =>
  balance.creditLimitMicroUsd + balance.promoMicroUsd - balance.availableMicroUsd;

/**
 * By how much the limit in force is to move now: it never falls below what is used of it, nor below nothing where an
 * invoice was given up of more than was agreed since.
 */
export function limitMove(
  { limitMicroUsd }: Pick<InvoiceTerms, 'limitMicroUsd'>,
  balance: CustomerBalance,
): MicroUsd {
  const agreed = limitMicroUsd > 0n ? limitMicroUsd : 0n;
  const wanted = agreed - balance.creditLimitMicroUsd;
  if (wanted >= 0n) return wanted;
  const free = balance.availableMicroUsd - balance.promoMicroUsd;
  return -(free < -wanted ? free : -wanted);
}

/** What a batch that runs holds beyond what it was charged, given credit aside: it may all go back, so nobody is invoiced for it. */
export const heldPaidMicroUsd = (hold: Hold): MicroUsd =>
  hold.state === 'open'
    ? toRelease(
        { paidMicroUsd: hold.heldMicroUsd - hold.promoMicroUsd, promoMicroUsd: hold.promoMicroUsd },
        hold.capturedMicroUsd,
      ).paidMicroUsd
    : 0n;

/** Stripe takes no smaller payment (docs.stripe.com/currencies#minimum-and-maximum-charge-amounts): it is carried. */
const leastCents = 50;

/** The whole cents of what was charged and is owed, the rest being carried; undefined where it is too little to be worth a payment. */
export function centsOwed(chargedMicroUsd: MicroUsd): number | undefined {
  if (chargedMicroUsd >= 0n) return undefined;
  const { minorUnits } = minorUnitsOf(-chargedMicroUsd, 'usd');
  return minorUnits < leastCents ? undefined : minorUnits;
}

/** On what terms a customer is invoiced. */
export type InvoiceTerms = {
  version: number;
  customerId: string;
  invoice: 'monthly';
  /** Where invoices go. */
  email: string;
  /** How far it may be owing. What is in force stands at its balance, and follows. */
  limitMicroUsd: MicroUsd;
  lastInvoiceNo: number;
  /** The one that is written and not sent: there is never a second beside it, which would ask for the same money. */
  pendingInvoiceNo?: number;
  /** The last month that was invoiced by the calendar. */
  lastPeriod?: string;
  agreedAt: number;
};

/** The terms with this invoice on its way. */
export const withPending = (terms: InvoiceTerms, { invoiceNo }: Invoice): InvoiceTerms => ({
  ...terms,
  lastInvoiceNo: invoiceNo,
  pendingInvoiceNo: invoiceNo,
});

/** The next invoice under these terms; undefined where there is nothing to ask for, or one is on its way. */
export function nextInvoice(
  terms: InvoiceTerms,
  chargedMicroUsd: MicroUsd,
  { period, dueSeconds, now }: { period: string; dueSeconds: number; now: number },
): Invoice | undefined {
  const cents = centsOwed(chargedMicroUsd);
  if (cents === undefined || terms.pendingInvoiceNo !== undefined) return undefined;
  return {
    version: 1,
    customerId: terms.customerId,
    invoiceNo: terms.lastInvoiceNo + 1,
    period,
    state: 'pending',
    cents,
    dueSeconds,
    paidMicroUsd: 0n,
    paymentIntentIds: [],
    writeOffs: 0,
    createdAt: now,
  };
}
