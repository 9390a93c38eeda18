import { afterAll, beforeAll, expect, test } from 'vitest';
import { followStripeEvent } from '../../functions/market/follow-stripe-event.ts';
import { subjectOfEvent } from '../../shared/stripe-subject.ts';
import { newOwner } from '../support/money-rig.ts';
import { nothing, type PayoutsRig, startPayouts } from '../support/payouts-rig.ts';

/*
 * What happens on owners' accounts comes by webhooks of their own, or not at all. The same story at two markets: one
 * hears each event, of the other all are lost and it polls.
 */

type Market = { rig: PayoutsRig; catchUp: (stripeAccountId: string) => Promise<void> };
let markets: Market[];
beforeAll(async () => {
  const [told, polled] = [await startPayouts(), await startPayouts()];
  markets = [
    { rig: told, catchUp: (id) => hearAll(told, id) },
    { rig: polled, catchUp: () => pollLater(polled) },
  ];
});
afterAll(async () => {
  for (const { rig } of markets) await rig.close();
});

/** Every event of the account, the latest first, and that it was cut off, which its own list can't tell any more. */
async function hearAll(rig: PayoutsRig, stripeAccount: string): Promise<void> {
  const events = await rig.stripe.events.list({ limit: 100 }, { stripeAccount }).catch(() => undefined);
  const cutOff = { type: 'account.application.deauthorized', data: { object: { object: 'application' } } };
  for (const { type, data } of events?.data ?? [cutOff]) {
    const { object, id } = data.object as { object: string; id?: string };
    const subject = subjectOfEvent(type, { object, id }, stripeAccount);
    if (subject) await followStripeEvent(rig.deps)({ eventId: 'evt', subject });
  }
  await rig.drain();
}

async function pollLater(rig: PayoutsRig): Promise<void> {
  rig.advanceSeconds(6 * 3_600 + 1);
  await rig.poll();
}

type Owner = { ownerId: string; stripeAccountId: string };

async function paid({ rig, catchUp }: Market, microUsd: bigint): Promise<Owner> {
  const owner = await newOwner(rig);
  await rig.earn(owner.ownerId, microUsd);
  await rig.payOut();
  await catchUp(owner.stripeAccountId);
  return owner;
}

/** All that follows from an account, but for its name and when it was read. */
async function standing({ rig }: Market, { ownerId }: Owner) {
  const { account, payoutsStoppedBy } = await rig.deps.owners.get(ownerId);
  const { stripeAccountId: _id, readAt: _at, ...state } = account ?? { stripeAccountId: '', readAt: 0 };
  const payouts = await rig.payoutsOf(ownerId);
  return {
    state,
    payoutsStoppedBy,
    payouts: payouts.map(({ state: each, reversedMicroUsd }) => [each, reversedMicroUsd]),
    balance: await rig.balanceOf(ownerId),
  };
}

/** How one story ends at each market. */
async function endings(story: (market: Market) => Promise<Owner>) {
  const ends: Awaited<ReturnType<typeof standing>>[] = [];
  for (const market of markets) {
    const owner = await story(market);
    await market.catchUp(owner.stripeAccountId);
    ends.push(await standing(market, owner));
  }
  return ends;
}

const failAtBank = async ({ rig }: Market, { stripeAccountId }: Owner) => {
  const toBank = await rig.stripe.payouts.create(
    { amount: 40, currency: 'usd' },
    { stripeAccount: stripeAccountId },
  );
  await rig.atStripe(`/payouts/${toBank.id}/fail`);
};

test('a payout that the owner’s bank sends back stops further ones, whoever tells of it', async () => {
  const [told, polled] = await endings(async (market) => {
    const owner = await paid(market, 400_000n);
    await failAtBank(market, owner);
    return owner;
  });
  expect(told).toMatchObject({
    payoutsStoppedBy: 'account_closed',
    state: { bankFailure: 'account_closed' },
  });
  expect(polled).toEqual(told);
});

test('a bank that is mended lets them go on, and another reason to pay out nothing is none to stop', async () => {
  const [told, polled] = await endings(async (market) => {
    const owner = await paid(market, 900_000n);
    await failAtBank(market, owner);
    await market.catchUp(owner.stripeAccountId);
    await market.rig.atStripe(`/accounts/${owner.stripeAccountId}/onboard`);
    await market.catchUp(owner.stripeAccountId);
    const onAccount = { stripeAccount: owner.stripeAccountId };
    await market.rig.stripe.payouts.create({ amount: 40, currency: 'usd' }, onAccount);
    await market.rig.atStripe(`/accounts/${owner.stripeAccountId}/change`, { payouts_enabled: false });
    return owner;
  });
  expect(told).toMatchObject({ state: { paysOut: false } });
  expect(told?.payoutsStoppedBy).toBeUndefined();
  expect(polled).toEqual(told);
});

test('what Stripe wants of the holder is known, whoever tells of it', async () => {
  const [told, polled] = await endings(async (market) => {
    const owner = await paid(market, 300_000n);
    await market.rig.atStripe(`/accounts/${owner.stripeAccountId}/change`, {
      capabilities: { transfers: 'inactive' },
      requirements: { past_due: ['individual.dob.day'], disabled_reason: 'requirements.past_due' },
    });
    return owner;
  });
  expect(told).toMatchObject({ state: { takesTransfers: false, pastDue: ['individual.dob.day'] } });
  expect(polled).toEqual(told);
});

test.each([true, false])(
  'an account that is rejected gives back what it has, also after its bank failed (%s)',
  async (isAfterFailure) => {
    const [told, polled] = await endings(async (market) => {
      const owner = await paid(market, 500_000n);
      if (isAfterFailure) {
        await failAtBank(market, owner);
        // Of the market that polls nobody looks in between.
        await hearAllIf(market, owner);
      }
      await market.rig.atStripe(`/accounts/${owner.stripeAccountId}/change`, {
        capabilities: { transfers: 'inactive' },
        payouts_enabled: false,
        requirements: { disabled_reason: 'rejected.fraud' },
      });
      return owner;
    });
    expect(told).toMatchObject({ payoutsStoppedBy: 'rejected.fraud', payouts: [['paid', 500_000n]] });
    expect(polled).toEqual(told);
  },
);

const hearAllIf = async (market: Market, { stripeAccountId }: Owner) =>
  market === markets[0] ? market.catchUp(stripeAccountId) : undefined;

test('an account that took our access away is stopped, whoever tells of it', async () => {
  const [told, polled] = await endings(async (market) => {
    const owner = await paid(market, 400_000n);
    await market.rig.atStripe(`/accounts/${owner.stripeAccountId}/deauthorize`);
    return owner;
  });
  expect(told).toMatchObject({ payoutsStoppedBy: 'account_closed', state: { isClosed: true } });
  expect(polled).toEqual(told);
});

test('a poll looks at so many accounts at most, at each once in six hours', async () => {
  const polled = markets[1]?.rig;
  if (!polled) throw new Error('no market');
  await pollLater(polled);
  const looks = async (limit: number) =>
    (await polled.deps.stripeAccounts.notLookedAtSince(polled.deps.now() - 6 * 3_600_000, limit)).length;
  expect(await looks(100)).toBe(0);
  polled.advanceSeconds(6 * 3_600 + 1);
  expect(await looks(100)).toBe(6);
  expect(await looks(2)).toBe(2);
});

test('after all of it both ledgers are proved', async () => {
  for (const { rig } of markets) {
    await rig.poll();
    expect(await rig.contradictions()).toEqual(nothing);
  }
});
