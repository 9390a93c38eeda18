import type { Invoice } from '../../shared/invoice.ts';
import type { MessageOf } from '../../shared/messages.ts';
import { getStripeCustomer } from '../adapters/stripe-customers.ts';
import type { Deps } from '../edge/deps.ts';
import { queueLambda } from '../edge/lambda.ts';
import { takeOver } from './stripe/take-over.ts';

/**
 * Brings an invoice to its customer, or what finance asked for to Stripe, and takes over what Stripe made of it. Every
 * step finds what an earlier one did: whatever breaks off is carried on by the next message.
 */
export const sendInvoice =
  (deps: Deps) =>
  async (name: MessageOf<'invoice'>): Promise<void> => {
    const invoice = await deps.invoices.get(name);
    const id = invoice.state === 'pending' ? await sent(deps, invoice) : invoice.stripeInvoiceId;
    if (id === undefined)
      throw new Error(`invoice ${name.invoiceNo} of ${name.customerId} has no name at Stripe`);
    if (invoice.asked === 'void') await deps.stripe.payments.voidInvoice(id);
    if (invoice.asked === 'uncollectible') await deps.stripe.payments.markUncollectible(id);
    await takeOver(deps, { kind: 'invoice', id });
  };

async function sent(deps: Deps, invoice: Invoice): Promise<string> {
  const { customerId } = invoice;
  const terms = await deps.invoices.findTerms(customerId);
  if (!terms) throw new Error(`customer ${customerId} has no terms to be invoiced on`);
  const stripeCustomerId = await getStripeCustomer(deps, customerId);
  return deps.stripe.payments.sendInvoice(invoice, { stripeCustomerId, email: terms.email });
}

export const handler = queueLambda('invoice', sendInvoice);
