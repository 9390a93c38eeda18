import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Contract, openContract, payNow, unique, usd } from './contract-stripe.ts';

let contract: Contract;
beforeAll(async () => {
  contract = await openContract();
  await payNow(contract.stripe, 50_000);
});
afterAll(() => contract[Symbol.asyncDispose]());

const needsBank = "needs a bank account on the platform's own account, and manual payouts";

describe("the platform's payout", () => {
  it('moves the balance by its amount and names what the bank line will carry', async ({ skip }) => {
    const { stripe } = contract;
    const made = await stripe.payouts
      .create({ ...usd(1_000), expand: ['balance_transaction'] })
      .catch((error: unknown) => (contract.isReal ? undefined : Promise.reject(error)));
    skip(made === undefined, needsBank);
    expect(made).toMatchObject({
      automatic: false,
      reconciliation_status: 'not_applicable',
      balance_transaction: { type: 'payout', amount: -1_000, fee: 0, source: made?.id },
    });
    const of = stripe.balanceTransactions.list({ payout: String(made?.id) });
    await expect(of).rejects.toMatchObject({ statusCode: 400 });
  });

  it('that goes by itself can be asked which movements it paid out', async ({ skip }) => {
    skip(contract.isReal, 'needs the night on which Stripe makes it');
    const { stripe } = contract;
    await contract.atStandIn('/settings', { dailyPayouts: true });
    await contract.atStandIn('/clock', { advanceSeconds: 86_400 });
    const [payout] = (await stripe.payouts.list()).data;
    const { data } = await stripe.balanceTransactions.list({ payout: String(payout?.id), limit: 100 });
    expect(payout).toMatchObject({ automatic: true, reconciliation_status: 'completed' });
    expect(data.reduce((sum, { net }) => sum + net, 0)).toBe(0);
  });
});

describe('balance transactions', () => {
  it('are listed by time, newest first, and sum up to the balance', async ({ skip }) => {
    const { stripe } = contract;
    const { latest_charge: charge } = await payNow(stripe, 1_000);
    const since = Math.floor(Date.now() / 1_000) - 600;
    const page = await stripe.balanceTransactions.list({
      created: { gte: since },
      currency: 'usd',
      limit: 100,
    });
    const times = page.data.map(({ created }) => created);
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(JSON.stringify(page.data)).toContain(typeof charge === 'string' ? charge : charge?.id);
    skip(contract.isReal, 'a real account has more history than a test should read');
    const all = await stripe.balanceTransactions.list({ limit: 100 }).autoPagingToArray({ limit: 1_000 });
    const { available, pending } = await stripe.balance.retrieve();
    const balance = [...available, ...pending].reduce((sum, { amount }) => sum + amount, 0);
    expect(all.reduce((sum, { net }) => sum + net, 0)).toBe(balance);
  });
});

describe('an event', () => {
  it('is listed by type with the object it is about, and can be fetched by its id', async () => {
    const { stripe } = contract;
    const { id } = await stripe.customers.create({ name: unique('Ada') });
    const events = () => stripe.events.list({ type: 'customer.created', limit: 10 });
    await expect
      .poll(async () => JSON.stringify((await events()).data), { timeout: 30_000, interval: 500 })
      .toContain(id);
    const event = (await events()).data.find(({ data }) => 'id' in data.object && data.object.id === id);
    expect(event).toMatchObject({ object: 'event', livemode: false });
    expect(event).not.toHaveProperty('account');
    expect(await stripe.events.retrieve(String(event?.id))).toMatchObject({ id: event?.id });
  });
});

describe('a refusal', () => {
  it('has a code and a parameter that can be told apart', async () => {
    const { stripe } = contract;
    await expect(stripe.customers.retrieve('cus_none')).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      statusCode: 404,
      code: 'resource_missing',
    });
    await expect(stripe.paymentIntents.create(usd(1))).rejects.toMatchObject({
      statusCode: 400,
      code: 'amount_too_small',
    });
  });
});
