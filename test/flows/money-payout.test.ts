import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownerWrites } from '../../functions/adapters/owners.ts';
import { payOwner } from '../../functions/market/pay-owner.ts';
import { planPayouts } from '../../functions/market/plan-payouts.ts';
import { pollStripe } from '../../functions/market/poll-stripe.ts';
import { giveEarnings } from '../support/give-earnings.ts';
import { type MoneyRig, newCustomer, newOwner, payIn, proofOf, startMoney } from '../support/money-rig.ts';

let rig: MoneyRig;
beforeAll(async () => {
  rig = await startMoney();
  const { customerId } = await newCustomer(rig);
  await payIn(rig, customerId, 100_000);
  await pollStripe(rig.deps)();
});
afterAll(() => rig.close());

const earn = (ownerId: string, microUsd: bigint, { deps }: Pick<MoneyRig, 'deps'> = rig) =>
  giveEarnings(deps, ownerId, microUsd);

const payoutsOf = async (ownerId: string) => {
  const payouts = [];
  for await (const payout of rig.deps.payouts.of(ownerId)) payouts.push(payout);
  return payouts;
};

const transfersTo = async (destination: string) =>
  (await rig.stripe.transfers.list({ destination, limit: 100 })).data;

/** Stripe makes the transfer; no answer of it arrives, however often the client itself tries again. */
async function loseTheAnswer(payout: { ownerId: string; payoutNo: number }) {
  await rig.atStripe('/faults', { match: 'POST /v1/transfers', kind: 'drop_after_commit', times: 20 });
  await expect(payOwner(rig.deps)(payout)).rejects.toThrow();
  await fetch(`${rig.standIn.url}/_test/faults`, { method: 'DELETE' });
}

test('of ten planners racing one plans the payout', async () => {
  const { ownerId } = await newOwner(rig);
  await earn(ownerId, 123_456n);
  const planned = await Promise.all(Array.from({ length: 10 }, () => planPayouts(rig.deps)()));
  expect(planned.reduce((sum, count) => sum + count, 0)).toBe(1);
  expect(rig.faults).toEqual([]);
  expect(await payoutsOf(ownerId)).toMatchObject([{ payoutNo: 1, state: 'pending', cents: 12 }]);
  expect(await rig.deps.ledger.ownerBalance(ownerId)).toMatchObject({
    releasedMicroUsd: 3_456n,
    inTransitMicroUsd: 120_000n,
  });
  const open = [];
  for await (const each of rig.deps.payouts.open()) open.push(each);
  expect(open).toContainEqual({ ownerId, payoutNo: 1 });
  await payOwner(rig.deps)({ ownerId, payoutNo: 1 });
});

test('less than a cent is carried until it is one', async () => {
  const { ownerId } = await newOwner(rig);
  await earn(ownerId, 9_999n);
  expect(await planPayouts(rig.deps)()).toBe(0);
  await earn(ownerId, 1n);
  expect(await planPayouts(rig.deps)()).toBe(1);
  await payOwner(rig.deps)({ ownerId, payoutNo: 1 });
  expect(await payoutsOf(ownerId)).toMatchObject([{ state: 'paid', amountMicroUsd: 10_000n }]);
});

test('ten messages of one payout make one transfer', async () => {
  const { ownerId, stripeAccountId } = await newOwner(rig);
  await earn(ownerId, 500_000n);
  await planPayouts(rig.deps)();
  await Promise.allSettled(Array.from({ length: 10 }, () => payOwner(rig.deps)({ ownerId, payoutNo: 1 })));
  await payOwner(rig.deps)({ ownerId, payoutNo: 1 });
  expect(await transfersTo(stripeAccountId)).toHaveLength(1);
  expect(await payoutsOf(ownerId)).toMatchObject([{ state: 'paid', refusals: 0 }]);
});

test('a crash after Stripe made the transfer is mended by the next message, even after 24 hours', async () => {
  const { ownerId, stripeAccountId } = await newOwner(rig);
  await earn(ownerId, 400_000n);
  await planPayouts(rig.deps)();
  await loseTheAnswer({ ownerId, payoutNo: 1 });
  expect(await payoutsOf(ownerId)).toMatchObject([{ state: 'pending' }]);
  rig.advanceSeconds(30 * 3_600);
  await payOwner(rig.deps)({ ownerId, payoutNo: 1 });
  const transfers = await transfersTo(stripeAccountId);
  expect(transfers).toHaveLength(1);
  expect(await payoutsOf(ownerId)).toMatchObject([{ state: 'paid', stripeTransferId: transfers[0]?.id }]);
});

test('a crash after Stripe made the transfer is mended by the poller too', async () => {
  const { ownerId, stripeAccountId } = await newOwner(rig);
  await earn(ownerId, 300_000n);
  await planPayouts(rig.deps)();
  await loseTheAnswer({ ownerId, payoutNo: 1 });
  expect(await pollStripe(rig.deps)()).toBe(1);
  await payOwner(rig.deps)({ ownerId, payoutNo: 1 });
  expect(await transfersTo(stripeAccountId)).toHaveLength(1);
  expect(await payoutsOf(ownerId)).toMatchObject([{ state: 'paid' }]);
});

test('an owner who has not finished onboarding is paid once that is done', async () => {
  const { ownerId, stripeAccountId, apiKey } = await newOwner(rig, { onboarded: false });
  await earn(ownerId, 200_000n);
  await planPayouts(rig.deps)();
  await payOwner(rig.deps)({ ownerId, payoutNo: 1 });
  expect(await payoutsOf(ownerId)).toMatchObject([
    { state: 'pending', refusals: 1, reason: 'insufficient_capabilities_for_transfer' },
  ]);
  const link = await rig.owner(apiKey)('POST', '/v1/owner/onboarding_links');
  await fetch(link.body.url, { method: 'POST', redirect: 'manual' });
  await payOwner(rig.deps)({ ownerId, payoutNo: 1 });
  expect(await transfersTo(stripeAccountId)).toHaveLength(1);
  expect(await payoutsOf(ownerId)).toMatchObject([{ state: 'paid', refusals: 1 }]);
  expect((await rig.owner(apiKey)('GET', '/v1/owner/earnings')).body.payouts[0].reason).toBeNull();
});

test('a payout that Stripe will never make gives the money back and stops further ones', async () => {
  const ownerId = 'own_closed';
  await rig.deps.commit([
    ownerWrites.create({
      ownerId,
      name: 'Closed',
      stripeAccountId: 'acct_gone',
      tariffMicroUsdPerKwh: 0,
      lastPayoutNo: 0,
      createdAt: 0,
    }),
  ]);
  await earn(ownerId, 100_000n);
  expect(await planPayouts(rig.deps)()).toBe(1);
  await payOwner(rig.deps)({ ownerId, payoutNo: 1 });
  expect(await payoutsOf(ownerId)).toMatchObject([{ state: 'failed', reason: 'resource_missing' }]);
  expect(await rig.deps.ledger.ownerBalance(ownerId)).toMatchObject({
    releasedMicroUsd: 100_000n,
    inTransitMicroUsd: 0n,
  });
  expect(await planPayouts(rig.deps)()).toBe(0);
});

test("a payout that Stripe's balance does not cover yet stays, and is sent once it does", async () => {
  const waiting = await startMoney({ availabilityDelaySeconds: 3_600 });
  try {
    const { customerId } = await newCustomer(waiting);
    await payIn(waiting, customerId, 1_000);
    const { ownerId, stripeAccountId } = await newOwner(waiting);
    await earn(ownerId, 50_000n, waiting);
    await planPayouts(waiting.deps)();
    await payOwner(waiting.deps)({ ownerId, payoutNo: 1 });
    await payOwner(waiting.deps)({ ownerId, payoutNo: 1 });
    expect(await waiting.deps.payouts.find(ownerId, 1)).toMatchObject({
      state: 'pending',
      refusals: 2,
      reason: 'balance_insufficient',
    });
    waiting.advanceSeconds(3_601);
    // Within 24 hours: under the first key Stripe would go on repeating its refusal.
    await payOwner(waiting.deps)({ ownerId, payoutNo: 1 });
    expect(await waiting.deps.payouts.find(ownerId, 1)).toMatchObject({ state: 'paid' });
    expect((await waiting.stripe.transfers.list({ destination: stripeAccountId })).data).toHaveLength(1);
  } finally {
    await waiting.close();
  }
});

test('after all of it the ledger is proved', async () => {
  const proof = await proofOf(rig);
  expect(proof.invariants.filter(({ holds }: { holds: boolean }) => !holds)).toEqual([]);
  expect(proof).toMatchObject({ unmatched: 0, sumMicroUsd: 0 });
});
