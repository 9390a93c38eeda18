import type { Invoice } from '../../../shared/invoice.ts';
import { Refusal } from '../../../shared/refusal.ts';
import type { Write } from '../../adapters/commit.ts';
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
  const { invoice, writes } = await askingFor(deps, invoiceId, asked);
  await deps.commit(writes);
  return invoice;
}

/** The same, not committed yet. No writes: it was asked for already. */
export async function askingFor(
  deps: Deps,
  invoiceId: string,
  asked: 'void' | 'uncollectible',
): Promise<{ invoice: Invoice; writes: Write[] }> {
  const invoice = await deps.invoices.get(invoiceNameOf(invoiceId));
  if (invoice.asked === asked || invoice.state === asked) return { invoice, writes: [] };
  const canBe = invoice.state === 'open' || (asked === 'void' && invoice.state === 'uncollectible');
  if (!canBe)
    throw new Refusal('conflict', `Invoice ${invoiceId} is ${invoice.state}: it can't become ${asked}.`);
  const next: Invoice = { ...invoice, asked };
  return { invoice: next, writes: [invoiceWrites.save(next)] };
}
