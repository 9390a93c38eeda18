import type Stripe from 'stripe';
import { z } from 'zod';
import type { Call, Scope } from './call.ts';
import { emit } from './events.ts';
import { listObjects } from './lists.ts';
import { parseParams } from './params.ts';

/** What was asked and paid for an invoice, newest first. */
export function invoicePayments(scope: Scope, invoice: string): Stripe.InvoicePayment[] {
  return scope.store.findBy('invoice_payment', scope.account, { field: 'invoice', value: invoice });
}

const listParams = z.object({ payment: z.object({ payment_intent: z.string() }).optional() });

/** GET /v1/invoice_payments: by invoice, by status, or by `payment[payment_intent]`. */
export function listInvoicePayments(call: Call): object {
  const { payment } = parseParams(call, listParams);
  const page = listObjects(call, 'invoice_payment', {
    fields: ['invoice', 'status'],
    ...(payment && { patterns: { field: 'payment.payment_intent', patterns: [payment.payment_intent] } }),
  });
  return page;
}

/** The invoice is paid: by its payment, or by nothing where nothing was due, or outside of Stripe. */
export function markPaid(
  scope: Scope,
  kept: Stripe.Invoice,
  { isOffStripe = false }: { isOffStripe?: boolean } = {},
): Stripe.Invoice {
  const invoice = {
    ...kept,
    amount_paid: kept.amount_due,
    ...(isOffStripe && { amount_paid_off_stripe: kept.amount_due }),
    amount_remaining: 0,
    attempted: true,
    status: 'paid',
    status_transitions: { ...kept.status_transitions, paid_at: scope.nowSeconds },
  } satisfies Stripe.Invoice;
  scope.store.put(scope.account, invoice);
  emit(scope, { type: 'invoice.paid', data: { object: invoice } });
  emit(scope, { type: 'invoice.payment_succeeded', data: { object: invoice } });
  return invoice;
}

/** A payment intent has ended: the invoice it is for, if any, is paid or has failed another attempt. */
export function tellInvoice(scope: Scope, intent: Stripe.PaymentIntent): void {
  const [payment] = scope.store.findBy('invoice_payment', scope.account, {
    field: 'payment.payment_intent',
    value: intent.id,
  });
  const invoice = payment && scope.store.find('invoice', scope.account, String(payment.invoice));
  if (payment === undefined || invoice === undefined || invoice.status === 'paid') return;
  if (intent.status !== 'succeeded') {
    const failed = { ...invoice, attempt_count: invoice.attempt_count + 1, attempted: true };
    scope.store.put(scope.account, failed);
    emit(scope, { type: 'invoice.payment_failed', data: { object: failed } });
    return;
  }
  const paid = {
    ...payment,
    amount_paid: intent.amount_received,
    status: 'paid',
    status_transitions: { ...payment.status_transitions, paid_at: scope.nowSeconds },
  } satisfies Stripe.InvoicePayment;
  scope.store.put(scope.account, paid);
  emit(scope, { type: 'invoice_payment.paid', data: { object: paid } });
  markPaid(scope, { ...invoice, attempt_count: invoice.attempt_count + 1 });
}
