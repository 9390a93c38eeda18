import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
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
