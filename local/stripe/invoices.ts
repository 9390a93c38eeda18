import type Stripe from 'stripe';
import { z } from 'zod';
import type { Call, Scope } from './call.ts';
import { emit } from './events.ts';
import { finalizeDraft } from './finalize-invoice.ts';
import { invoiceObject, lineOf, withLines } from './invoice-object.ts';
import { invoicePayments } from './invoice-payments.ts';
import { listObjects, wholeList } from './lists.ts';
import {
  booleanParam,
  currencyParam,
  expandParam,
  mergeMetadata,
  metadataParam,
  parseParams,
} from './params.ts';
import { getPathObject } from './path-object.ts';
import { badRequest, noSuch } from './stripe-refusal.ts';

const daySeconds = 86_400;

const invoiceParams = z.object({
  customer: z.string(),
  auto_advance: booleanParam.default(false),
  collection_method: z.enum(['charge_automatically', 'send_invoice']).default('charge_automatically'),
  currency: currencyParam.default('usd'),
  days_until_due: z.coerce.number().int().min(0).optional(),
  description: z.string().nullable().default(null),
  due_date: z.coerce.number().int().optional(),
  footer: z.string().nullable().default(null),
  metadata: metadataParam.optional(),
  pending_invoice_items_behavior: z.enum(['exclude', 'include']).default('exclude'),
});

/** POST /v1/invoices: a draft, with the customer's pending items when they are to be included. */
export function createInvoice(call: Call): object {
  const { metadata, pending_invoice_items_behavior, days_until_due, due_date, ...fields } = parseParams(
    call,
    invoiceParams,
  );
  const customer = call.store.find('customer', call.account, fields.customer);
  if (customer === undefined) throw noSuch('customer', fields.customer, { param: 'customer' });
  const isSent = fields.collection_method === 'send_invoice';
  if (isSent && days_until_due === undefined && due_date === undefined) {
    throw badRequest('An invoice that is sent needs days_until_due or due_date', {
      code: 'parameter_missing',
      param: 'days_until_due',
    });
  }
  const dueSeconds = due_date ?? call.nowSeconds + (days_until_due ?? 0) * daySeconds;
  const draft = {
    ...invoiceObject(call, customer),
    ...fields,
    due_date: isSent ? dueSeconds : null,
    metadata: mergeMetadata({}, metadata),
  } satisfies Stripe.Invoice;
  const items = pending_invoice_items_behavior === 'include' ? takePendingItems(call, draft) : [];
  const invoice = withLines(
    draft,
    items.map((item) => lineOf(item, draft.id)),
  );
  call.store.put(call.account, invoice);
  emit(call, { type: 'invoice.created', data: { object: invoice } });
  return invoice;
}

function takePendingItems(call: Call, { id, customer, currency }: Stripe.Invoice): Stripe.InvoiceItem[] {
  const items = call.store
    .findBy('invoiceitem', call.account, { field: 'customer', value: String(customer) })
    .filter((item) => item.invoice === null && item.currency === currency);
  for (const item of items) call.store.put(call.account, { ...item, invoice: id });
  return items;
}

export function updateInvoice(call: Call): object {
  const { metadata } = parseParams(call, z.object({ metadata: metadataParam.optional() }));
  const kept = getPathObject(call, 'invoice');
  const invoice = { ...kept, metadata: mergeMetadata(kept.metadata, metadata) };
  call.store.put(call.account, invoice);
  emit(call, { type: 'invoice.updated', data: { object: invoice } });
  return invoice;
}

/** GET /v1/invoices/:id; `payments` is there only when it is expanded. */
export function retrieveInvoice(call: Call): object {
  const invoice = getPathObject(call, 'invoice');
  const { expand } = parseParams(call, expandParam);
  if (!expand.some((path) => path.split('.')[0] === 'payments')) return invoice;
  const payments = wholeList(`/v1/invoice_payments?invoice=${invoice.id}`, invoicePayments(call, invoice.id));
  return { ...invoice, payments } satisfies Stripe.Invoice;
}

export function listInvoices(call: Call): object {
  return listObjects(call, 'invoice', { fields: ['collection_method', 'customer', 'status'] });
}

export function finalizeInvoice(call: Call): object {
  const draft = getPathObject(call, 'invoice');
  requireStatus(draft, ['draft']);
  return finalizeDraft(call, draft);
}

/** POST /v1/invoices/:id/send: to the customer by mail, finalized first where it is a draft. */
export function sendInvoice(call: Call): object {
  const kept = getPathObject(call, 'invoice');
  requireStatus(kept, ['draft', 'open']);
  const invoice = kept.status === 'draft' ? finalizeDraft(call, kept) : kept;
  emit(call, { type: 'invoice.sent', data: { object: invoice } });
  return invoice;
}

/** POST /v1/invoices/:id/void: nothing is owed any more. */
export function voidInvoice(call: Call): object {
  const kept = getPathObject(call, 'invoice');
  requireStatus(kept, ['open', 'uncollectible']);
  for (const payment of invoicePayments(call, kept.id)) cancelPayment(call, payment);
  const invoice = {
    ...kept,
    status: 'void',
    status_transitions: { ...kept.status_transitions, voided_at: call.nowSeconds },
  } satisfies Stripe.Invoice;
  call.store.put(call.account, invoice);
  emit(call, { type: 'invoice.voided', data: { object: invoice } });
  return invoice;
}

function cancelPayment(scope: Scope, payment: Stripe.InvoicePayment): void {
  const intent = scope.store.find('payment_intent', scope.account, String(payment.payment.payment_intent));
  if (intent === undefined || intent.status === 'canceled') return;
  const canceled = {
    ...intent,
    canceled_at: scope.nowSeconds,
    cancellation_reason: 'void_invoice',
    status: 'canceled',
  } satisfies Stripe.PaymentIntent;
  scope.store.put(scope.account, canceled);
  scope.store.put(scope.account, {
    ...payment,
    status: 'canceled',
    status_transitions: { ...payment.status_transitions, canceled_at: scope.nowSeconds },
  });
  emit(scope, { type: 'payment_intent.canceled', data: { object: canceled } });
}

/** POST /v1/invoices/:id/mark_uncollectible: given up, though it can still be paid. */
export function markUncollectible(call: Call): object {
  const kept = getPathObject(call, 'invoice');
  requireStatus(kept, ['open']);
  const invoice = {
    ...kept,
    status: 'uncollectible',
    status_transitions: { ...kept.status_transitions, marked_uncollectible_at: call.nowSeconds },
  } satisfies Stripe.Invoice;
  call.store.put(call.account, invoice);
  emit(call, { type: 'invoice.marked_uncollectible', data: { object: invoice } });
  return invoice;
}

/** The due date has passed without payment: what an invoice's timer does. */
export function tellOverdue(scope: Scope, invoice: Stripe.Invoice): void {
  if (invoice.status === 'open') emit(scope, { type: 'invoice.overdue', data: { object: invoice } });
}

/** Throws 400 unless the invoice is in one of the states. */
export function requireStatus(invoice: Stripe.Invoice, expected: Stripe.Invoice.Status[]): void {
  if (invoice.status !== null && expected.includes(invoice.status)) return;
  throw badRequest(
    `Invoice ${invoice.id} is ${invoice.status}; the call needs one that is ${expected.join(' or ')}`,
  );
}
