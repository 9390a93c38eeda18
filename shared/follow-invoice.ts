import type { CustomerBalance, FreezeReason } from './customer-balance.ts';
import { amountOf, type Invoice, invoiceIdOf, restOf } from './invoice.ts';
import {
  type InvoicePayment,
  invoiceEntry,
  invoicePaidEntries,
  invoiceUncollectibleEntry,
  invoiceVoidEntry,
  writeOffReversedEntry,
} from './invoice-entries.ts';
import type { Entry } from './ledger.ts';

/** The invoice as Stripe has it now. */
export type InvoiceSeen = {
  stripeInvoiceId: string;
  status: 'draft' | 'open' | 'paid' | 'void' | 'uncollectible';
  url?: string;
  dueAt?: number;
  /** Paid, as somebody told Stripe, by money that never came through it. */
  isPaidElsewhere?: true;
  /** Those whose money is on the balance. */
  payments: readonly InvoicePayment[];
};

/** One change of an invoice with its whole effect: it is committed as one, and the next is decided after it. */
export type InvoiceStep = {
  invoice: Invoice;
  entries: readonly Entry[];
  by: Partial<Pick<CustomerBalance, 'availableMicroUsd' | 'creditLimitMicroUsd' | 'receivableMicroUsd'>>;
  freezes?: FreezeReason;
  thaws?: FreezeReason;
};

type Moment = { now: number; creditLimitMicroUsd: bigint };

/**
 * The next step towards what Stripe says of the invoice; undefined where the ledger has all of it. It goes by what
 * stands, never by which event came first, so that late, doubled and missing events change nothing.
 */
export function nextStep(invoice: Invoice, seen: InvoiceSeen, moment: Moment): InvoiceStep | undefined {
  if (seen.status === 'draft') return undefined;
  if (invoice.state === 'pending') return sent(invoice, seen, moment.now);
  if (invoice.state === 'paid' || invoice.state === 'void') return undefined;
  const payment = seen.payments.find(
    ({ paymentIntentId }) => !invoice.paymentIntentIds.includes(paymentIntentId),
  );
  if (invoice.state === 'uncollectible')
    return payment || seen.status === 'void' ? reopened(invoice, moment.now) : undefined;
  if (payment) return paid(invoice, payment, moment.now);
  switch (seen.status) {
    case 'void':
      return voided(invoice, moment.now);
    case 'uncollectible':
      return givenUp(invoice, moment);
    default:
      return overdue(invoice, moment.now);
  }
}

/** Payments that came once the invoice had ended: no step takes them, so each is to be told and stays an open item. */
export const paidTooLate = ({ state, paymentIntentIds }: Invoice, { payments }: InvoiceSeen): string[] =>
  state === 'void' || state === 'paid'
    ? payments
        .map(({ paymentIntentId }) => paymentIntentId)
        .filter((paymentIntentId) => !paymentIntentIds.includes(paymentIntentId))
    : [];

const reasonOf = (invoice: Invoice): FreezeReason => `invoice/${invoiceIdOf(invoice)}`;

function sent(invoice: Invoice, seen: InvoiceSeen, now: number): InvoiceStep {
  const next: Invoice = {
    ...invoice,
    state: 'open',
    stripeInvoiceId: seen.stripeInvoiceId,
    ...(seen.url !== undefined && { url: seen.url }),
    dueAt: seen.dueAt ?? now + invoice.dueSeconds * 1_000,
    sentAt: now,
  };
  return { invoice: next, entries: [invoiceEntry(next, now)], by: { receivableMicroUsd: amountOf(next) } };
}

/** Once all of it is paid the customer is free again. */
function paid(invoice: Invoice, payment: InvoicePayment, now: number): InvoiceStep {
  const next: Invoice = {
    ...invoice,
    paidMicroUsd: invoice.paidMicroUsd + payment.grossMicroUsd,
    paymentIntentIds: [...invoice.paymentIntentIds, payment.paymentIntentId],
  };
  if (restOf(next) < 0n)
    throw new Error(
      `invoice ${invoiceIdOf(invoice)} is paid ${-restOf(next)} micro-USD more than it asks for`,
    );
  const step = {
    entries: invoicePaidEntries(next, payment, now),
    by: { availableMicroUsd: payment.grossMicroUsd, receivableMicroUsd: -payment.grossMicroUsd },
  };
  return restOf(next) > 0n
    ? { ...step, invoice: next }
    : { ...step, invoice: ended(next, 'paid', now), thaws: reasonOf(invoice) };
}

function voided(invoice: Invoice, now: number): InvoiceStep {
  return {
    invoice: ended(invoice, 'void', now),
    entries: [invoiceVoidEntry(invoice, now)],
    by: { receivableMicroUsd: -restOf(invoice) },
    thaws: reasonOf(invoice),
  };
}

/** The limit falls by what is given up, so that the loss buys nothing; the customer stays frozen. */
function givenUp(invoice: Invoice, { now, creditLimitMicroUsd }: Moment): InvoiceStep {
  const amountMicroUsd = restOf(invoice);
  const limitMicroUsd = creditLimitMicroUsd < amountMicroUsd ? creditLimitMicroUsd : amountMicroUsd;
  const next: Invoice = {
    ...ended(invoice, 'uncollectible', now),
    writeOffs: invoice.writeOffs + 1,
    writtenOff: { amountMicroUsd, limitMicroUsd },
  };
  return {
    invoice: next,
    entries: [invoiceUncollectibleEntry(next, now)],
    by: {
      receivableMicroUsd: -amountMicroUsd,
      creditLimitMicroUsd: -limitMicroUsd,
      availableMicroUsd: amountMicroUsd - limitMicroUsd,
    },
    freezes: reasonOf(invoice),
  };
}

/** As if it had never been given up. */
function reopened(invoice: Invoice, now: number): InvoiceStep {
  const { writtenOff, endedAt: _endedAt, ...rest } = invoice;
  if (!writtenOff) throw new Error(`invoice ${invoiceIdOf(invoice)} does not say what was given up`);
  const { amountMicroUsd, limitMicroUsd } = writtenOff;
  return {
    invoice: { ...rest, state: 'open', isOverdue: true },
    entries: [writeOffReversedEntry(invoice, amountMicroUsd, now)],
    by: {
      receivableMicroUsd: amountMicroUsd,
      creditLimitMicroUsd: limitMicroUsd,
      availableMicroUsd: limitMicroUsd - amountMicroUsd,
    },
  };
}

function overdue(invoice: Invoice, now: number): InvoiceStep | undefined {
  if (invoice.isOverdue || invoice.dueAt === undefined || now < invoice.dueAt) return undefined;
  return { invoice: { ...invoice, isOverdue: true }, entries: [], by: {}, freezes: reasonOf(invoice) };
}

function ended(invoice: Invoice, state: 'paid' | 'void' | 'uncollectible', now: number): Invoice {
  const { asked: _asked, isOverdue: _isOverdue, ...rest } = invoice;
  return { ...rest, state, endedAt: now };
}
