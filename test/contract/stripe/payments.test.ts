import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Contract, chargeOf, openContract, payNow, usd } from './contract-stripe.ts';

let contract: Contract;
beforeAll(async () => {
  contract = await openContract();
});
afterAll(() => contract[Symbol.asyncDispose]());

const checkout = {
  mode: 'payment',
  success_url: 'https://example.com/paid',
  line_items: [
    {
      quantity: 1,
      price_data: { currency: 'usd', unit_amount: 2_500, product_data: { name: 'Prepaid balance' } },
    },
  ],
} satisfies Stripe.Checkout.SessionCreateParams;

describe('a payment', () => {
  it('is one charge with one balance transaction, whose net is the amount less the fee', async () => {
    const intent = await payNow(contract.stripe, 10_000, { metadata: { customerId: 'c1' } });
    expect(intent).toMatchObject({ status: 'succeeded', metadata: { customerId: 'c1' } });
    const charge = chargeOf(intent);
    const { data } = await contract.stripe.balanceTransactions.list({
      source: charge.id,
      expand: ['data.source'],
    });
    expect(data).toHaveLength(1);
    const [transaction] = data;
    expect(transaction).toMatchObject({
      type: 'charge',
      amount: 10_000,
      net: 10_000 - Number(transaction?.fee),
      source: { object: 'charge', id: charge.id, payment_intent: intent.id },
    });
    expect(transaction?.fee).toBeGreaterThan(0);
  });

  it('that is declined answers 402 with the intent, which waits for another payment method', async () => {
    const { stripe } = contract;
    const declined = payNow(stripe, 1_000, { payment_method: 'pm_card_chargeDeclinedInsufficientFunds' });
    await expect(declined).rejects.toMatchObject({
      type: 'StripeCardError',
      statusCode: 402,
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      payment_intent: { status: 'requires_payment_method' },
    });
  });
});

describe('a saved card', () => {
  async function saved(token: string) {
    const customer = await contract.stripe.customers.create({ metadata: { customerId: 'c1' } });
    const method = await contract.stripe.paymentMethods.attach(token, { customer: customer.id });
    return { customer: customer.id, payment_method: method.id };
  }
  const offSession = { ...usd(2_000), off_session: true, confirm: true };

  it('is found by its customer, and pays while nobody is there', async () => {
    const { stripe } = contract;
    const card = await saved('pm_card_visa');
    const { data } = await stripe.paymentMethods.list({ customer: card.customer, type: 'card' });
    expect(data.map(({ id }) => id)).toEqual([card.payment_method]);
    const paid = await stripe.paymentIntents.create({ ...offSession, ...card });
    expect(paid).toMatchObject({ status: 'succeeded', ...card });
  });

  it('may be declined when it is charged', async () => {
    const card = await saved('pm_card_chargeCustomerFail');
    await expect(contract.stripe.paymentIntents.create({ ...offSession, ...card })).rejects.toMatchObject({
      statusCode: 402,
      code: 'card_declined',
      payment_intent: { status: 'requires_payment_method', customer: card.customer },
    });
  });

  it('may want 3-D Secure, which is a refusal of its own', async () => {
    const card = await saved('pm_card_authenticationRequired');
    await expect(contract.stripe.paymentIntents.create({ ...offSession, ...card })).rejects.toMatchObject({
      statusCode: 402,
      code: 'authentication_required',
      payment_intent: { status: 'requires_payment_method' },
    });
  });
});

describe('a checkout', () => {
  it('is open with a page until it is paid or expired', async () => {
    const { stripe } = contract;
    const session = await stripe.checkout.sessions.create({
      ...checkout,
      client_reference_id: 'c1',
      metadata: { customerId: 'c1' },
      payment_intent_data: { metadata: { customerId: 'c1' } },
    });
    expect(session).toMatchObject({
      status: 'open',
      payment_status: 'unpaid',
      amount_total: 2_500,
      client_reference_id: 'c1',
      metadata: { customerId: 'c1' },
      url: expect.stringMatching(/^https?:/),
    });
    expect(await stripe.checkout.sessions.expire(session.id)).toMatchObject({ status: 'expired', url: null });
    await expect(stripe.checkout.sessions.expire(session.id)).rejects.toMatchObject({ statusCode: 400 });
  });

  it('saves the card for later payments when it is asked to', async ({ skip }) => {
    skip(contract.isReal, 'needs a person on the page of the checkout');
    const { stripe } = contract;
    const customer = await stripe.customers.create({});
    const session = await stripe.checkout.sessions.create({
      ...checkout,
      customer: customer.id,
      payment_intent_data: { metadata: { customerId: 'c1' }, setup_future_usage: 'off_session' },
    });
    await contract.atStandIn(`/checkout/sessions/${session.id}/pay`);
    const paid = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] });
    expect(paid).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      payment_intent: { status: 'succeeded', metadata: { customerId: 'c1' } },
    });
    expect((await stripe.paymentMethods.list({ customer: customer.id })).data).toHaveLength(1);
  });

  it('paid from a bank account is complete and unpaid for days', async ({ skip }) => {
    skip(contract.isReal, 'needs a person on the page, and days');
    const { stripe } = contract;
    const session = await stripe.checkout.sessions.create(checkout);
    await contract.atStandIn(`/checkout/sessions/${session.id}/pay`, {
      payment_method: 'pm_usBankAccount_success',
    });
    const expand = ['payment_intent.latest_charge'];
    expect(await stripe.checkout.sessions.retrieve(session.id, { expand })).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
      payment_intent: { status: 'processing', latest_charge: { status: 'pending' } },
    });
  });
});
