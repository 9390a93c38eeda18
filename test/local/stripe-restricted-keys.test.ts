import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { stripeApiOver } from '../../functions/adapters/stripe-api.ts';
import { openStandIn } from './stripe-stand-in.ts';

const keyOf = (name: string) => ['rk', 'test', name].join('_');

describe('restricted keys', () => {
  it('may do what they are for, and nothing else', async () => {
    await using world = await openStandIn({
      restrictedKeys: {
        [keyOf('transfers')]: { transfers: 'write', balance: 'read' },
        [keyOf('reads')]: { customers: 'read' },
      },
    });
    const clientOf = (name: string) =>
      new Stripe(keyOf(name), {
        host: '127.0.0.1',
        port: world.standIn.port,
        protocol: 'http',
        maxNetworkRetries: 0,
        telemetry: false,
      });
    const transfers = clientOf('transfers');
    await transfers.transfers.list();
    await transfers.balance.retrieve();
    const reads = clientOf('reads');
    await reads.customers.list();
    for (const forbidden of [
      transfers.customers.list(),
      transfers.v2.core.events.list(),
      reads.customers.create({}),
      clientOf('unknown').balance.retrieve(),
    ]) {
      await expect(forbidden).rejects.toMatchObject({ type: 'StripePermissionError', statusCode: 403 });
    }
    const { id } = await world.stripe.customers.create({});
    expect(await reads.customers.retrieve(id)).toMatchObject({ id });
  });

  it('for the pages that customers pay on do all that their calls need, and can give nothing back', async () => {
    await using world = await openStandIn({
      restrictedKeys: {
        [keyOf('checkout')]: {
          checkout: 'write',
          customers: 'write',
          payment_intents: 'read',
          payment_methods: 'read',
        },
      },
    });
    const client = new Stripe(keyOf('checkout'), {
      host: '127.0.0.1',
      port: world.standIn.port,
      protocol: 'http',
      maxNetworkRetries: 0,
      telemetry: false,
    });
    const { checkout } = stripeApiOver(() => client);
    const stripeCustomerId = await checkout.createCustomer({ customerId: 'cus_1', name: 'Acme' });
    expect(await checkout.findSavedCard(stripeCustomerId)).toBeUndefined();
    const page = { customerId: 'cus_1', cents: 1_000, publicUrl: 'https://api.example.com' };
    expect((await checkout.createCheckout({ ...page, stripeCustomerId })).status).toBe('open');
    const asked = { amount: 1_000, currency: 'usd', customer: stripeCustomerId };
    for (const forbidden of [
      client.paymentIntents.create(asked),
      client.refunds.create({ payment_intent: 'pi_1' }),
      client.invoices.create({ customer: stripeCustomerId }),
      client.transfers.create({ amount: 1, currency: 'usd', destination: 'acct_1' }),
    ])
      await expect(forbidden).rejects.toMatchObject({ type: 'StripePermissionError', statusCode: 403 });
  });

  it('are refused before the idempotency key is used up', async () => {
    await using world = await openStandIn({ restrictedKeys: {} });
    const restricted = new Stripe(keyOf('none'), {
      host: '127.0.0.1',
      port: world.standIn.port,
      protocol: 'http',
      maxNetworkRetries: 0,
      telemetry: false,
    });
    const create = restricted.customers.create({ name: 'Ada' }, { idempotencyKey: 'k1' });
    await expect(create).rejects.toBeInstanceOf(Stripe.errors.StripePermissionError);
    await world.stripe.customers.create({ name: 'Ada' }, { idempotencyKey: 'k1' });
  });
});
