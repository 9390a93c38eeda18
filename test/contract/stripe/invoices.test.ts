import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Contract, openContract } from './contract-stripe.ts';

let contract: Contract;
beforeAll(async () => {
  contract = await openContract();
});
afterAll(() => contract[Symbol.asyncDispose]());

/** An invoice over 100.00 that is open, made as ours are. */
async function openInvoice(): Promise<Stripe.Invoice & { customer: string }> {
  const { stripe } = contract;
  const customer = await stripe.customers.create({ name: 'Acme', email: 'ap@example.com' });
  const draft = await stripe.invoices.create({
    customer: customer.id,
    currency: 'usd',
    collection_method: 'send_invoice',
    days_until_due: 30,
    auto_advance: false,
    pending_invoice_items_behavior: 'exclude',
    metadata: { invoiceId: 'i1' },
  });
  expect(draft).toMatchObject({ status: 'draft', total: 0 });
  await stripe.invoiceItems.create({
    customer: customer.id,
    invoice: draft.id,
    amount: 10_000,
    currency: 'usd',
  });
  const open = await stripe.invoices.finalizeInvoice(draft.id, { auto_advance: false });
  expect(open).toMatchObject({
    status: 'open',
    amount_due: 10_000,
    metadata: { invoiceId: 'i1' },
    hosted_invoice_url: expect.stringMatching(/^https?:/),
  });
  return { ...open, customer: customer.id };
}

describe('an invoice', () => {
  it('is paid by a charge of the balance, from which its invoice is found', async () => {
    const { stripe } = contract;
    const invoice = await openInvoice();
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: invoice.customer });
    const paid = await stripe.invoices.pay(invoice.id, { payment_method: method.id });
    expect(paid).toMatchObject({ status: 'paid', amount_paid: 10_000, amount_remaining: 0 });
    const { data } = await stripe.invoicePayments.list({ invoice: invoice.id, status: 'paid' });
    expect(data).toMatchObject([{ amount_paid: 10_000, payment: { type: 'payment_intent' } }]);
    const intent = String(data[0]?.payment.payment_intent);
    const found = await stripe.invoicePayments.list({
      payment: { type: 'payment_intent', payment_intent: intent },
    });
    expect(found.data.map((payment) => payment.invoice)).toEqual([invoice.id]);
    const expand = ['latest_charge.balance_transaction'];
    expect(await stripe.paymentIntents.retrieve(intent, { expand })).toMatchObject({
      latest_charge: { balance_transaction: { type: 'charge', amount: 10_000 } },
    });
  });

  it('is sent, void for ever, or given up and paid all the same', async () => {
    const { stripe } = contract;
    const voided = await openInvoice();
    expect(await stripe.invoices.sendInvoice(voided.id)).toMatchObject({ status: 'open' });
    expect(await stripe.invoices.voidInvoice(voided.id)).toMatchObject({ status: 'void' });
    await expect(stripe.invoices.pay(voided.id, { paid_out_of_band: true })).rejects.toMatchObject({
      statusCode: 400,
    });
    const given = await openInvoice();
    expect(await stripe.invoices.markUncollectible(given.id)).toMatchObject({ status: 'uncollectible' });
    expect(await stripe.invoices.pay(given.id, { paid_out_of_band: true })).toMatchObject({ status: 'paid' });
  });

  it('is overdue when the day has come, which is an event and no state', async ({ skip }) => {
    skip(contract.isReal, 'needs thirty days');
    const { stripe } = contract;
    const { id } = await openInvoice();
    await contract.atStandIn('/clock', { advanceSeconds: 30 * 86_400 });
    expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: 'open' });
    const [event] = (await stripe.events.list({ type: 'invoice.overdue' })).data;
    expect(event).toMatchObject({ data: { object: { id } } });
  });
});
