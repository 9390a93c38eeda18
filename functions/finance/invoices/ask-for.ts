import type { Invoice } from '../../../shared/invoice.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { invoiceNameOf, invoiceWrites } from '../../adapters/invoices.ts';
import type { Deps } from '../../edge/deps.ts';

/**
 * What finance wants to become of an invoice; a function behind the stream brings it about at Stripe. Refuses with
 * conflict what can't become of it any more.
 */
export async function askFor(
  deps: Deps,
  invoiceId: string,
  asked: 'void' | 'uncollectible',
): Promise<Invoice> {
  const invoice = await deps.invoices.get(invoiceNameOf(invoiceId));
  if (invoice.asked === asked || invoice.state === asked) return invoice;
  const canBe = invoice.state === 'open' || (asked === 'void' && invoice.state === 'uncollectible');
  if (!canBe)
    throw new Refusal('conflict', `Invoice ${invoiceId} is ${invoice.state}: it can't become ${asked}.`);
  const next: Invoice = { ...invoice, asked };
  await deps.commit([invoiceWrites.save(next)]);
  return next;
}
