import type Stripe from 'stripe';
import type { Call } from './call.ts';
import { emit } from './events.ts';
import { markPaid } from './invoice-payments.ts';
import { newId } from './new-id.ts';
import { paymentIntentObject } from './payment-intent-object.ts';

/** The draft becomes an invoice: numbered, with a page of its own, and a payment intent for what is due. */
export function finalizeDraft(call: Call, draft: Stripe.Invoice): Stripe.Invoice {
  const dueSeconds = draft.due_date === null ? null : draft.due_date - draft.created + call.nowSeconds;
  const invoice = {
    ...draft,
    attempted: draft.collection_method === 'charge_automatically',
    due_date: dueSeconds,
    effective_at: call.nowSeconds,
    ending_balance: 0,
    hosted_invoice_url: `${call.origin}/i/${draft.id}`,
    number: nextNumber(call, String(draft.customer)),
    status: 'open',
    status_transitions: { ...draft.status_transitions, finalized_at: call.nowSeconds },
  } satisfies Stripe.Invoice;
  call.store.put(call.account, invoice);
  if (dueSeconds !== null) call.store.setTimer(call.account, invoice.id, dueSeconds);
  emit(call, { type: 'invoice.finalized', data: { object: invoice } });
  if (invoice.amount_due === 0) return markPaid(call, invoice);
  openPayment(call, invoice);
  return invoice;
}

function openPayment(call: Call, invoice: Stripe.Invoice): void {
  const money = { amount: invoice.amount_due, currency: invoice.currency };
  const intent = paymentIntentObject(call, money, {
    customer: invoice.customer,
    description: `Payment for Invoice ${invoice.number}`,
    receipt_email: invoice.customer_email,
  });
  const payment = {
    id: newId('inpay'),
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: invoice.amount_due,
    created: call.nowSeconds,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { payment_intent: intent.id, type: 'payment_intent' },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  } satisfies Stripe.InvoicePayment;
  call.store.put(call.account, intent);
  call.store.put(call.account, payment);
  emit(call, { type: 'payment_intent.created', data: { object: intent } });
}

// Stripe numbers each customer's invoices by itself, after a prefix that is the customer's.
function nextNumber(call: Call, customer: string): string {
  const invoices = call.store.findBy('invoice', call.account, { field: 'customer', value: customer });
  const finalized = invoices.filter(({ number }) => number !== null).length;
  return `${customer.slice(-8).toUpperCase()}-${String(finalized + 1).padStart(4, '0')}`;
}
