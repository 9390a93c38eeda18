import { describe, expect, it } from 'vitest';
import { openStandIn, type StandInUnderTest } from './stripe-stand-in.ts';

const day = 86_400;

/** A checkout of 50.00 that was completed with a test bank account. */
async function payByBank(world: StandInUnderTest, token: string): Promise<string> {
  const { id } = await world.stripe.checkout.sessions.create({
    mode: 'payment',
    success_url: 'http://127.0.0.1/paid',
    line_items: [{ price_data: { currency: 'usd', unit_amount: 5_000, product_data: { name: 'Credit' } } }],
  });
  await world.test(`/checkout/sessions/${id}/pay`, { payment_method: token });
  return id;
}

const typesOf = async ({ stripe }: StandInUnderTest) =>
  (await stripe.events.list({ limit: 100 })).data.map(({ type }) => type).reverse();

describe('payments from a bank account', () => {
  it('complete the session unpaid, and succeed days later', async () => {
    await using world = await openStandIn();
    const { stripe, test } = world;
    const id = await payByBank(world, 'pm_usBankAccount_success');
    const expand = ['payment_intent.latest_charge.balance_transaction'];
    expect(await stripe.checkout.sessions.retrieve(id, { expand })).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
      payment_intent: {
        status: 'processing',
        latest_charge: {
          status: 'pending',
          paid: false,
          balance_transaction: { type: 'payment', status: 'pending', amount: 5_000, fee: 40 },
        },
      },
    });
    await test('/clock', { advanceSeconds: 4 * day });
    expect(await stripe.checkout.sessions.retrieve(id, { expand })).toMatchObject({
      payment_status: 'paid',
      payment_intent: {
        status: 'succeeded',
        amount_received: 5_000,
        latest_charge: { status: 'succeeded', paid: true, balance_transaction: { status: 'available' } },
      },
    });
    expect(await typesOf(world)).toEqual([
      'payment_intent.created',
      'charge.pending',
      'payment_intent.processing',
      'checkout.session.completed',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.async_payment_succeeded',
    ]);
  });

  it('or fail days later: the money that was pending goes again', async () => {
    await using world = await openStandIn({ availabilityDelaySeconds: day });
    const { stripe, test } = world;
    const id = await payByBank(world, 'pm_usBankAccount_insufficientFunds');
    await test('/clock', { advanceSeconds: 4 * day });
    expect(await stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] })).toMatchObject({
      payment_status: 'unpaid',
      payment_intent: {
        status: 'requires_payment_method',
        last_payment_error: { code: 'insufficient_funds' },
      },
    });
    const { data } = await stripe.balanceTransactions.list();
    expect(data).toMatchObject([
      { type: 'payment_failure_refund', amount: -5_000, fee: 0, source: data[1]?.source },
      { type: 'payment', amount: 5_000 },
    ]);
    expect((await stripe.balance.retrieve()).available).toMatchObject([{ amount: 0 }]);
    expect((await typesOf(world)).slice(-3)).toEqual([
      'charge.failed',
      'payment_intent.payment_failed',
      'checkout.session.async_payment_failed',
    ]);
  });

  it('may come back after they succeeded', async () => {
    await using world = await openStandIn({ asyncPaymentDelaySeconds: day });
    const { stripe, test } = world;
    await payByBank(world, 'pm_usBankAccount_success');
    await test('/clock', { advanceSeconds: day });
    const [charge] = (await stripe.charges.list()).data;
    await test(`/charges/${charge?.id}/return`, { failure: 'debit_not_authorized' });
    const failed = await stripe.charges.retrieve(String(charge?.id), {
      expand: ['failure_balance_transaction'],
    });
    expect(failed).toMatchObject({
      status: 'failed',
      failure_code: 'debit_not_authorized',
      failure_balance_transaction: { type: 'payment_failure_refund', net: -5_000, source: failed.id },
    });
    expect((await stripe.balance.retrieve()).available).toMatchObject([{ amount: -40 }]);
    expect(await test(`/charges/${charge?.id}/return`)).toHaveProperty('error');
  });

  it('are not taken by a session for cards', async () => {
    await using world = await openStandIn();
    const { id } = await world.stripe.checkout.sessions.create({
      mode: 'payment',
      success_url: 'http://127.0.0.1/paid',
      allowed_payment_method_types: ['card'],
      line_items: [{ price_data: { currency: 'usd', unit_amount: 5_000, product_data: { name: 'Credit' } } }],
    });
    const pay = { payment_method: 'pm_usBankAccount_success' };
    expect(await world.test(`/checkout/sessions/${id}/pay`, pay)).toHaveProperty('error');
    expect(await world.stripe.checkout.sessions.retrieve(id)).toMatchObject({ status: 'open' });
  });
});
