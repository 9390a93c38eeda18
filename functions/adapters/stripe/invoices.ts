import type Stripe from 'stripe';
import { type Invoice, invoiceIdOf } from '../../../shared/invoice.ts';

/** Stripe's clock and ours may differ by so much. */
const skewSeconds = 600;
const daySeconds = 86_400;

/** What is asked of approved customers. */
export function invoicesOver(stripe: Stripe) {
  return {
    /**
     * Brings an invoice to its customer: what an earlier call made of it is found, among the customer's own invoices
     * where Stripe forgot our keys, and carried on from there. Returns Stripe's name for it.
     */
    async sendInvoice(invoice: Invoice, to: { stripeCustomerId: string; email: string }): Promise<string> {
      const { stripeCustomerId, email } = to;
      await stripe.customers.update(stripeCustomerId, { email });
      const begun =
        (await findInvoice(stripe, invoice, stripeCustomerId)) ??
        (await createInvoice(stripe, invoice, stripeCustomerId));
      const ready = begun.status === 'draft' ? await finalize(stripe, invoice, begun) : begun;
      if (ready.status === 'open')
        await stripe.invoices.sendInvoice(
          ready.id,
          {},
          { idempotencyKey: `invoice-send-${invoiceIdOf(invoice)}` },
        );
      return ready.id;
    },

    /** Also one that was given up. Nothing happens to one that is void already. */
    voidInvoice: (stripeInvoiceId: string): Promise<void> =>
      unlessInState(stripe, stripeInvoiceId, ['void', 'paid'], () =>
        stripe.invoices.voidInvoice(stripeInvoiceId),
      ),

    markUncollectible: (stripeInvoiceId: string): Promise<void> =>
      unlessInState(stripe, stripeInvoiceId, ['uncollectible', 'void', 'paid'], () =>
        stripe.invoices.markUncollectible(stripeInvoiceId),
      ),
  };
}

async function findInvoice(
  stripe: Stripe,
  invoice: Invoice,
  customer: string,
): Promise<Stripe.Invoice | undefined> {
  if (invoice.stripeInvoiceId !== undefined) return stripe.invoices.retrieve(invoice.stripeInvoiceId);
  const since = Math.floor(invoice.createdAt / 1_000) - skewSeconds;
  const invoices = stripe.invoices.list({ customer, created: { gte: since }, limit: 100 });
  for await (const each of invoices) if (each.metadata?.invoiceId === invoiceIdOf(invoice)) return each;
  return undefined;
}

const createInvoice = (stripe: Stripe, invoice: Invoice, customer: string): Promise<Stripe.Invoice> =>
  stripe.invoices.create(
    {
      customer,
      currency: 'usd',
      collection_method: 'send_invoice',
      days_until_due: Math.ceil(invoice.dueSeconds / daySeconds),
      // It is finalized and sent by us, when it has its line.
      auto_advance: false,
      pending_invoice_items_behavior: 'exclude',
      metadata: metadataOf(invoice),
    },
    { idempotencyKey: `invoice-${invoiceIdOf(invoice)}` },
  );

/** A draft has its one line, or gets it. What asks for anything else is not sent. */
async function finalize(stripe: Stripe, invoice: Invoice, draft: Stripe.Invoice): Promise<Stripe.Invoice> {
  const id = invoiceIdOf(invoice);
  if (draft.total === 0)
    await stripe.invoiceItems.create(
      {
        customer: String(draft.customer),
        invoice: draft.id,
        currency: 'usd',
        amount: invoice.cents,
        description: `Parkade usage until ${invoice.period}`,
        metadata: metadataOf(invoice),
      },
      { idempotencyKey: `invoice-item-${id}` },
    );
  const whole = await stripe.invoices.retrieve(draft.id);
  if (whole.total !== invoice.cents)
    throw new Error(`Stripe's invoice ${draft.id} asks for ${whole.total} cents, ${id} for ${invoice.cents}`);
  return stripe.invoices.finalizeInvoice(
    draft.id,
    { auto_advance: false },
    { idempotencyKey: `invoice-finalize-${id}` },
  );
}

const metadataOf = (invoice: Invoice) => ({
  customerId: invoice.customerId,
  invoiceNo: String(invoice.invoiceNo),
  invoiceId: invoiceIdOf(invoice),
});

/** Who was first, a payment for instance, has it: what the invoice is then taken over as. */
async function unlessInState(
  stripe: Stripe,
  stripeInvoiceId: string,
  states: readonly string[],
  change: () => Promise<unknown>,
): Promise<void> {
  const { status } = await stripe.invoices.retrieve(stripeInvoiceId);
  if (!states.includes(status ?? '')) await change();
}
