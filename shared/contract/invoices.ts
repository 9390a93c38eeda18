import { z } from 'zod';
import type { CustomerBalance } from '../customer-balance.ts';
import { type Invoice, type InvoiceTerms, invoiceIdOf, limitUsed } from '../invoice.ts';
import { unix, unixSeconds } from './unix.ts';

/** Money on this wire is an integer of micro-USD (1 USD = 1,000,000). */
const microUsd = z.number().int();

export const invoiceObject = z.object({
  id: z.string(),
  object: z.literal('invoice'),
  customer_id: z.string(),
  period: z.string().meta({ description: 'The month until which it asks: "2027-01"' }),
  status: z
    .enum(['pending', 'open', 'paid', 'void', 'uncollectible'])
    .meta({ description: 'pending: written, and on its way to Stripe' }),
  amount_micro_usd: microUsd,
  paid_micro_usd: microUsd,
  overdue: z.boolean().meta({ description: 'Not paid in time: nothing new can be started until it is' }),
  url: z.string().nullable().meta({ description: "Stripe's page, where it can be read and paid" }),
  due_at: unixSeconds.nullable(),
  created_at: unixSeconds,
  ended_at: unixSeconds.nullable(),
});

export const invoiceList = z.object({
  object: z.literal('list'),
  data: z.array(invoiceObject),
  first_id: z.string().nullable(),
  last_id: z.string().nullable(),
  has_more: z.boolean(),
});

const page = {
  limit: z.coerce.number().int().min(1).max(100).default(20),
  after: z.string().max(128).optional().describe('The id of the last invoice of the page before.'),
};
/** GET /v1/invoices */
export const invoicesQuery = z.object(page);
/** GET /v1/finance/invoices: of one customer, or all that are neither paid nor void. */
export const financeInvoicesQuery = z.object({ ...page, customer_id: z.string().max(128).optional() });

/** POST /v1/finance/invoices: for what is owed now, beside the monthly ones. */
export const createInvoiceRequest = z.strictObject({ customer_id: z.string().min(1).max(128) });
export const invoiceParams = z.object({ invoice_id: z.string().max(128) });

export const invoiceObjectOf = (invoice: Invoice): z.infer<typeof invoiceObject> => ({
  id: invoiceIdOf(invoice),
  object: 'invoice',
  customer_id: invoice.customerId,
  period: invoice.period,
  status: invoice.state,
  amount_micro_usd: invoice.cents * 10_000,
  paid_micro_usd: Number(invoice.paidMicroUsd),
  overdue: invoice.isOverdue ?? false,
  url: invoice.url ?? null,
  due_at: unix(invoice.dueAt),
  created_at: Math.floor(invoice.createdAt / 1_000),
  ended_at: unix(invoice.endedAt),
});

/** PUT /v1/finance/customers/{customer_id}/terms: a limit of 0 means that everything is paid in advance again. */
export const setTermsRequest = z.strictObject({
  credit_limit_micro_usd: microUsd.min(0).max(1_000_000_000_000),
  invoice: z.literal('monthly'),
  email: z.email().max(200).describe('Where invoices go.'),
});
export const customerParams = z.object({ customer_id: z.string().max(128) });

export const termsObject = z.object({
  object: z.literal('terms'),
  customer_id: z.string(),
  credit_limit_micro_usd: microUsd,
  in_force_micro_usd: microUsd.describe(
    'The limit as it counts now: it follows at once, where nothing is used of it.',
  ),
  used_micro_usd: microUsd.describe('Of the limit: owed, invoiced or not.'),
  invoice: z.literal('monthly'),
  due_days: z.number().int(),
  email: z.string(),
  agreed_at: unixSeconds,
});

export const termsObjectOf = (
  terms: InvoiceTerms,
  balance: CustomerBalance,
  dueSeconds: number,
): z.infer<typeof termsObject> => ({
  object: 'terms',
  customer_id: terms.customerId,
  credit_limit_micro_usd: Number(terms.limitMicroUsd),
  in_force_micro_usd: Number(balance.creditLimitMicroUsd),
  used_micro_usd: Math.max(0, Number(limitUsed(balance))),
  invoice: terms.invoice,
  due_days: dueSeconds / 86_400,
  email: terms.email,
  agreed_at: Math.floor(terms.agreedAt / 1_000),
});
