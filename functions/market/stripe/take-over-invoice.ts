import { type InvoiceSeen, nextStep, paidTooLate } from '../../../shared/follow-invoice.ts';
import type { Invoice, InvoiceName } from '../../../shared/invoice.ts';
import { isRefusal } from '../../../shared/refusal.ts';
import type { StripeSubject } from '../../../shared/stripe-subject.ts';
import { invoiceWrites } from '../../adapters/invoices.ts';
import type { Deps } from '../../edge/deps.ts';

/** A payment that names no customer may be of an invoice: then that is taken over. Undefined where it is of none of ours. */
export async function takeOverInvoiceOf(
  deps: Deps,
  paymentIntentId: string,
): Promise<{ customerId: string; isNews: boolean } | undefined> {
  const id = await deps.stripe.reads.findInvoiceOfPayment(paymentIntentId);
  const found = id === undefined ? undefined : await deps.stripe.reads.seeInvoice(id);
  return found && { customerId: found.name.customerId, isNews: await followSeen(deps, found) };
}

/**
 * What the ledger can't know the meaning of: money that never came through Stripe, or came for an invoice that had
 * ended. Finance finds it at the bank or among the open items, and corrects by hand.
 */
function tellUnposted({ reportFault }: Deps, invoice: Invoice, seen: InvoiceSeen): void {
  const tell = (what: string) =>
    reportFault(new Error(`it is ${what}: nothing is posted`), `Stripe's invoice ${seen.stripeInvoiceId}`);
  if (seen.isPaidElsewhere) tell('paid, but not through Stripe');
  for (const paymentIntentId of paidTooLate(invoice, seen))
    tell(`${invoice.state} already, and ${paymentIntentId} paid it`);
}

/** Each step is one commit; no invoice takes so many, however it is paid. */
const stepsMax = 100;

/**
 * Takes an invoice of ours to where Stripe has it, step by step: sent, paid, overdue, void, given up. Whoever does it
 * at the same time takes the same steps, each once.
 */
export async function takeOverInvoice(deps: Deps, { id }: StripeSubject): Promise<boolean> {
  const found = await deps.stripe.reads.seeInvoice(id);
  return found !== undefined && followSeen(deps, found);
}

type Found = { name: InvoiceName; seen: InvoiceSeen };

async function followSeen(deps: Deps, found: Found): Promise<boolean> {
  const id = found.seen.stripeInvoiceId;
  let isNews = false;
  for (let steps = 0; steps < stepsMax; steps++) {
    const invoice = await deps.invoices.get(found.name);
    const { creditLimitMicroUsd } = await deps.customerBalances.of(found.name.customerId);
    const step = nextStep(invoice, found.seen, { now: deps.now(), creditLimitMicroUsd });
    if (!step) {
      tellUnposted(deps, invoice, found.seen);
      return isNews;
    }
    try {
      await deps.commit(invoiceWrites.step(step, invoice.state === 'pending'));
      isNews ||= step.entries.length > 0;
    } catch (error) {
      if (!isRefusal(error, 'changed_meanwhile', 'already_posted')) throw error;
    }
  }
  throw new Error(`Stripe's invoice ${id} takes no end`);
}
