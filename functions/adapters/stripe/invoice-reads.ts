import type Stripe from 'stripe';
import type { InvoiceSeen } from '../../../shared/follow-invoice.ts';
import type { InvoiceName } from '../../../shared/invoice.ts';
import type { InvoicePayment } from '../../../shared/invoice-entries.ts';
import { microUsdOfCents } from '../../../shared/top-up.ts';
import { findIdOf, refuseUnlessUsd } from './reading.ts';

/** Invoices, as Stripe has them now. */
export function invoiceReadsOver(stripe: Stripe) {
  return {
    /** Undefined where it is none of ours. */
    async seeInvoice(stripeInvoiceId: string): Promise<{ name: InvoiceName; seen: InvoiceSeen } | undefined> {
      const invoice = await stripe.invoices.retrieve(stripeInvoiceId);
      const { customerId, invoiceNo } = invoice.metadata ?? {};
      if (!customerId || !invoiceNo) return undefined;
      const { status, hosted_invoice_url: url, due_date: dueSeconds, amount_paid_off_stripe } = invoice;
      return {
        name: { customerId, invoiceNo: Number(invoiceNo) },
        seen: {
          stripeInvoiceId,
          status: statusOf(status),
          ...(url && { url }),
          ...(dueSeconds && { dueAt: dueSeconds * 1_000 }),
          ...(amount_paid_off_stripe && { isPaidElsewhere: true }),
          payments: await paymentsOf(stripe, stripeInvoiceId),
        },
      };
    },

    /** The invoice that a payment is of; undefined where it is of none. */
    async findInvoiceOfPayment(paymentIntentId: string): Promise<string | undefined> {
      const { data } = await stripe.invoicePayments.list({
        payment: { type: 'payment_intent', payment_intent: paymentIntentId },
        limit: 1,
      });
      return findIdOf(data[0]?.invoice as string | { id: string } | undefined);
    },
  };
}

function statusOf(status: string | null): InvoiceSeen['status'] {
  switch (status) {
    case 'open':
    case 'paid':
    case 'void':
    case 'uncollectible':
      return status;
    default:
      return 'draft';
  }
}

/** Those whose money is on the balance. */
async function paymentsOf(stripe: Stripe, invoice: string): Promise<InvoicePayment[]> {
  const found: InvoicePayment[] = [];
  for await (const { payment } of stripe.invoicePayments.list({ invoice, status: 'paid', limit: 100 })) {
    const id = findIdOf(payment.payment_intent);
    const paid = id === undefined ? undefined : await findPayment(stripe, id);
    if (paid) found.push(paid);
  }
  return found;
}

async function findPayment(stripe: Stripe, paymentIntentId: string): Promise<InvoicePayment | undefined> {
  const { latest_charge: charge } = await stripe.paymentIntents.retrieve(paymentIntentId, {
    expand: ['latest_charge.balance_transaction'],
  });
  if (!charge || typeof charge === 'string') return undefined;
  const { id: chargeId, balance_transaction: transaction } = charge;
  if (!transaction || typeof transaction === 'string') return undefined;
  refuseUnlessUsd(transaction.currency, transaction.id);
  return {
    paymentIntentId,
    chargeId,
    balanceTransactionId: transaction.id,
    grossMicroUsd: microUsdOfCents(transaction.amount),
    feeMicroUsd: microUsdOfCents(transaction.fee),
  };
}
