import type Stripe from 'stripe';
import { z } from 'zod';
import type { Call } from './call.ts';
import { finalizeDraft } from './finalize-invoice.ts';
import { invoicePayments, markPaid } from './invoice-payments.ts';
import { requireStatus } from './invoices.ts';
import { booleanParam, parseParams } from './params.ts';
import { getPathObject } from './path-object.ts';
import { payIntent } from './pay-intent.ts';
import { badRequest } from './stripe-refusal.ts';

const payParams = z.object({
  payment_method: z.string().optional(),
  paid_out_of_band: booleanParam.default(false),
});

/**
 * POST /v1/invoices/:id/pay: with the payment method given, or the customer's default one, as if nobody were there;
 * or outside of Stripe, which moves no money here.
 */
export function payInvoice(call: Call): object {
  const { payment_method, paid_out_of_band } = parseParams(call, payParams);
  const kept = getPathObject(call, 'invoice');
  requireStatus(kept, ['draft', 'open', 'uncollectible']);
  const invoice = kept.status === 'draft' ? finalizeDraft(call, kept) : kept;
  if (invoice.status === 'paid') return invoice;
  if (paid_out_of_band) return markPaid(call, invoice, { isOffStripe: true });
  const customer = call.store.find('customer', call.account, String(invoice.customer));
  const method = payment_method ?? customer?.invoice_settings.default_payment_method ?? undefined;
  if (typeof method !== 'string') {
    throw badRequest('The customer has no default payment method, and none was given', {
      code: 'invoice_payment_intent_requires_action',
    });
  }
  return payByMethod(call, invoice, { method, isOffSession: true });
}

/** The customer pays on the invoice's page. A declined card throws 402; a bank account pays days later. */
export function payOnPage(call: Call, method: string): Stripe.Invoice {
  const invoice = getPathObject(call, 'invoice');
  requireStatus(invoice, ['open', 'uncollectible']);
  return payByMethod(call, invoice, { method, isOffSession: false });
}

function payByMethod(
  call: Call,
  invoice: Stripe.Invoice,
  { method, isOffSession }: { method: string; isOffSession: boolean },
): Stripe.Invoice {
  const [payment] = invoicePayments(call, invoice.id);
  const intent = call.store.find('payment_intent', call.account, String(payment?.payment.payment_intent));
  if (intent === undefined) throw new Error(`Invoice ${invoice.id} has no payment intent`);
  if (intent.status === 'processing') throw badRequest(`Invoice ${invoice.id} is being paid`);
  payIntent(call, intent, method, { isOffSession, isAuthenticated: !isOffSession });
  return call.store.find('invoice', call.account, invoice.id) ?? invoice;
}
