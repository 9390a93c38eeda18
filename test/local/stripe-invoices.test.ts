import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { openStandIn, type StandInUnderTest } from './stripe-stand-in.ts';

const day = 86_400;

/** An invoice over 100.00, due in 30 days, that has been sent. */
async function sentInvoice({ stripe }: StandInUnderTest): Promise<Stripe.Invoice> {
  const customer = await stripe.customers.create({ name: 'Acme', email: 'ap@example.com' });
  const invoice = await stripe.invoices.create({
    customer: customer.id,
    collection_method: 'send_invoice',
    days_until_due: 30,
    metadata: { invoice: 'i1' },
  });
  expect(invoice).toMatchObject({ status: 'draft', total: 0 });
  for (const amount of [7_500, 2_500]) {
    await stripe.invoiceItems.create({ customer: customer.id, invoice: invoice.id, amount, currency: 'usd' });
  }
  return stripe.invoices.sendInvoice(invoice.id);
}

const eventsOf = async ({ stripe }: StandInUnderTest) =>
  (await stripe.events.list({ type: 'invoice*', limit: 100 })).data.map(({ type }) => type).reverse();

describe('invoices', () => {
  it('are drafted, sent, and paid on their page; the payment is a charge of the balance', async () => {
    await using world = await openStandIn();
    const { stripe } = world;
    const sent = await sentInvoice(world);
    expect(sent).toMatchObject({
      status: 'open',
      amount_due: 10_000,
      lines: { data: [{ amount: 7_500 }, { amount: 2_500 }] },
      due_date: sent.created + 30 * day,
    });
    const url = String(sent.hosted_invoice_url);
    expect(await (await fetch(url)).text()).toContain('Pay $100.00');
    await fetch(url, { method: 'POST' });
    const paid = await stripe.invoices.retrieve(sent.id, {
      expand: ['payments.data.payment.payment_intent'],
    });
    expect(paid).toMatchObject({
      status: 'paid',
      amount_paid: 10_000,
      amount_remaining: 0,
      payments: { data: [{ status: 'paid', payment: { payment_intent: { status: 'succeeded' } } }] },
    });
    expect(await stripe.invoices.retrieve(sent.id)).not.toHaveProperty('payments');
    const [transaction] = (await stripe.balanceTransactions.list({ expand: ['data.source'] })).data;
    expect(transaction).toMatchObject({ type: 'charge', amount: 10_000, fee: 320 });
    const intent = String((transaction?.source as Stripe.Charge | undefined)?.payment_intent);
    const payments = await stripe.invoicePayments.list({
      payment: { type: 'payment_intent', payment_intent: intent },
    });
    expect(payments.data).toMatchObject([{ invoice: sent.id, amount_paid: 10_000 }]);
    expect(await eventsOf(world)).toEqual([
      'invoice.created',
      'invoiceitem.created',
      'invoiceitem.created',
      'invoice.finalized',
      'invoice.sent',
      'invoice_payment.paid',
      'invoice.paid',
      'invoice.payment_succeeded',
    ]);
  });

  it('are overdue by the clock, given up, and may be paid even then', async () => {
    await using world = await openStandIn();
    const { stripe, test } = world;
    const { id } = await sentInvoice(world);
    await test('/clock', { advanceSeconds: 30 * day });
    expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: 'open' });
    expect(await eventsOf(world)).toContain('invoice.overdue');
    expect(await stripe.invoices.markUncollectible(id)).toMatchObject({ status: 'uncollectible' });
    expect(await test(`/invoices/${id}/pay`)).toMatchObject({ status: 'paid' });
    await expect(stripe.invoices.voidInvoice(id)).rejects.toMatchObject({ statusCode: 400 });
  });

  it('that are void are never paid', async () => {
    await using world = await openStandIn();
    const { stripe, test } = world;
    const { id } = await sentInvoice(world);
    expect(await stripe.invoices.voidInvoice(id)).toMatchObject({ status: 'void' });
    expect(await test(`/invoices/${id}/pay`)).toHaveProperty('error');
    const [intent] = (await stripe.paymentIntents.list()).data;
    expect(intent).toMatchObject({ status: 'canceled', cancellation_reason: 'void_invoice' });
    await test('/clock', { advanceSeconds: 31 * day });
    expect(await eventsOf(world)).not.toContain('invoice.overdue');
  });

  it('paid from a bank account are open until it answers', async () => {
    await using world = await openStandIn();
    const { stripe, test } = world;
    const { id } = await sentInvoice(world);
    await test(`/invoices/${id}/pay`, { payment_method: 'pm_usBankAccount_insufficientFunds' });
    expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: 'open' });
    await test('/clock', { advanceSeconds: 4 * day });
    expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: 'open', attempt_count: 1 });
    expect(await eventsOf(world)).toContain('invoice.payment_failed');
    await test(`/invoices/${id}/pay`, { payment_method: 'pm_usBankAccount_success' });
    await test('/clock', { advanceSeconds: 4 * day });
    expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: 'paid' });
  });

  it('may be paid outside of Stripe, which moves nothing here', async () => {
    await using world = await openStandIn();
    const { stripe } = world;
    const { id } = await sentInvoice(world);
    const paid = await stripe.invoices.pay(id, { paid_out_of_band: true });
    expect(paid).toMatchObject({ status: 'paid', amount_paid_off_stripe: 10_000 });
    expect((await stripe.balanceTransactions.list()).data).toEqual([]);
  });

  it('take no more items once they are finalized', async () => {
    await using world = await openStandIn();
    const { id, customer } = await sentInvoice(world);
    const late = world.stripe.invoiceItems.create({
      customer: String(customer),
      invoice: id,
      amount: 1,
      currency: 'usd',
    });
    await expect(late).rejects.toMatchObject({ statusCode: 400, param: 'invoice' });
  });
});
