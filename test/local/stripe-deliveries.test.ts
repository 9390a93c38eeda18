import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { openReceiver } from './stripe-receiver.ts';
import { onboardedAccount, openStandIn, payIn, type StandInUnderTest } from './stripe-stand-in.ts';

const secret = ['whsec', 'test'].join('_');

async function openBoth() {
  const receiver = await openReceiver();
  const world = await openStandIn({ webhook: { url: receiver.url, secret } });
  return {
    ...world,
    received: (): Stripe.Event[] => receiver.received.map(({ body }) => JSON.parse(body)),
    [Symbol.asyncDispose]: async () => {
      await world[Symbol.asyncDispose]();
      await receiver[Symbol.asyncDispose]();
    },
  };
}

async function pay({ stripe, standIn }: StandInUnderTest, times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) await payIn(stripe, 1_000);
  await standIn.webhooksSettled();
}

describe('deliveries', () => {
  it('may come late, twice and in any order, the same for the same seed', async () => {
    await using world = await openBoth();
    await world.test('/deliveries', { mode: 'hold' });
    await pay(world, 4);
    expect(world.received()).toEqual([]);
    await world.test('/deliveries', { shuffles: true, copies: 2, seed: 7 });
    await world.standIn.webhooksSettled();
    const received = world.received().map(({ id }) => id);
    const made = (await world.stripe.events.list({ limit: 100 })).data.map(({ id }) => id).reverse();
    expect(received).toHaveLength(24);
    expect([...received].sort()).toEqual([...made, ...made].sort());
    expect(received).not.toEqual(made.flatMap((id) => [id, id]));
  });

  it('may get lost, one and all', async () => {
    await using world = await openBoth();
    await world.test('/deliveries', { dropShare: 0.5, seed: 3 });
    await pay(world, 20);
    const some = world.received().length;
    expect(some).toBeGreaterThan(10);
    expect(some).toBeLessThan(50);
    await world.test('/deliveries', { mode: 'drop' });
    await pay(world, 5);
    expect(world.received()).toHaveLength(some);
    await world.test('/deliveries');
    await pay(world, 1);
    expect(world.received()).toHaveLength(some + 3);
  });

  it('may claim to be live, and be repeated one by one', async () => {
    await using world = await openBoth();
    await world.test('/deliveries', { livemode: true });
    await pay(world, 1);
    expect(world.received().every(({ livemode }) => livemode)).toBe(true);
    const [event] = (await world.stripe.events.list()).data;
    expect(event?.livemode).toBe(false);
    await world.test(`/events/${event?.id}/send`, { copies: 2, livemode: false });
    await world.standIn.webhooksSettled();
    expect(world.received().slice(3)).toEqual([event, event]);
  });

  it("go apart for the platform's events and the connected accounts', each with its secret", async () => {
    await using platform = await openReceiver();
    await using connected = await openReceiver();
    await using world = await openStandIn();
    world.standIn.setWebhooks([
      { url: platform.url, secret, from: 'platform' },
      { url: connected.url, secret: `${secret}2`, from: 'connected' },
    ]);
    const { id } = await onboardedAccount(world);
    await payIn(world.stripe, 1_000);
    await world.standIn.webhooksSettled();
    const accountsOf = (receiver: typeof platform) =>
      receiver.received.map(({ body }) => JSON.parse(body).account);
    expect(accountsOf(platform)).toEqual([undefined, undefined, undefined]);
    expect(accountsOf(connected)).toEqual([id]);
  });
});
