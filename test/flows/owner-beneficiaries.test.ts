import { afterAll, beforeAll, expect, test } from 'vitest';
import { beneficiaryWrites } from '../../functions/adapters/beneficiaries.ts';
import { payOwner } from '../../functions/market/pay-owner.ts';
import { planPayouts } from '../../functions/market/plan-payouts.ts';
import { pollStripe } from '../../functions/market/poll-stripe.ts';
import { ownersOwn } from '../../shared/beneficiaries.ts';
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

const earn = (ownerId: string, microUsd: bigint) => giveEarnings(rig.deps, ownerId, microUsd);

const driver = { name: 'Dora', role: 'driver', share_basis_points: 2_500 };
const lessor = { name: 'Leo Leasing', role: 'lessor', share_basis_points: 3_333 };

type Told = { id: string; name: string; stripe_account_id: string; share_basis_points: number };

async function sharing(beneficiaries: object[], { onboarded = true, gone = '' } = {}) {
  const owner = await newOwner(rig);
  if (gone)
    await rig.deps.commit([
      beneficiaryWrites.create({
        ownerId: owner.ownerId,
        beneficiaryId: `ben_of_${owner.ownerId}`,
        name: gone,
        role: 'driver',
        stripeAccountId: 'acct_gone',
        createdAt: 0,
      }),
    ]);
  const api = rig.owner(owner.apiKey);
  const reply = await api('PUT', '/v1/owner/beneficiaries', { beneficiaries });
  expect(reply.status).toBe(200);
  const data: Told[] = reply.body.data;
  if (onboarded)
    for (const each of data.filter(({ name }) => name !== gone))
      await rig.atStripe(`/accounts/${each.stripe_account_id}/onboard`);
  return { ...owner, api, data };
}

const payoutsOf = (ownerId: string) => Array.fromAsync(rig.deps.payouts.of(ownerId));
async function payAll(ownerId: string) {
  await planPayouts(rig.deps)();
  for (const { payoutNo } of await payoutsOf(ownerId)) await payOwner(rig.deps)({ ownerId, payoutNo });
}
const sentTo = async (destination: string) =>
  (await rig.stripe.transfers.list({ destination, limit: 100 })).data.map(({ amount }) => amount);
const balanceOf = async (ownerId: string, id: string) =>
  (await rig.deps.ledger.beneficiaryBalances(ownerId)).find(({ beneficiaryId }) => beneficiaryId === id);

test('two beneficiaries and the owner are paid to the micro-dollar, and each carries what is less than a cent', async () => {
  const { ownerId, stripeAccountId, data, api } = await sharing([driver, lessor]);
  const [dora, leo] = data;
  // 25 % and 33.33 % of 1.234567 USD: 0.308642 (rounded up from .30864175) and 0.411481 (from .4114811...).
  await earn(ownerId, 1_234_567n);
  await payAll(ownerId);
  expect(await rig.deps.ledger.ownerBalance(ownerId)).toMatchObject({
    releasedMicroUsd: 0n,
    inTransitMicroUsd: 0n,
  });
  expect(await sentTo(dora?.stripe_account_id ?? '')).toEqual([30]);
  expect(await sentTo(leo?.stripe_account_id ?? '')).toEqual([41]);
  expect(await sentTo(stripeAccountId)).toEqual([51]);
  expect(await balanceOf(ownerId, dora?.id ?? '')).toMatchObject({
    releasedMicroUsd: 8_642n,
    inTransitMicroUsd: 0n,
  });
  expect(await balanceOf(ownerId, leo?.id ?? '')).toMatchObject({ releasedMicroUsd: 1_481n });
  expect(await balanceOf(ownerId, ownersOwn)).toMatchObject({ releasedMicroUsd: 4_444n });

  // What was carried is paid with what comes: 0.008642 + 0.005 is a cent and a bit.
  await earn(ownerId, 20_000n);
  await payAll(ownerId);
  expect((await sentTo(dora?.stripe_account_id ?? '')).sort()).toEqual([1, 30]);
  expect(await balanceOf(ownerId, dora?.id ?? '')).toMatchObject({ releasedMicroUsd: 3_642n });

  const told = await api('GET', '/v1/owner/beneficiaries');
  expect(told.body).toMatchObject({
    version: 1,
    own: { share_basis_points: 4_167 },
    data: [
      {
        name: 'Dora',
        role: 'driver',
        share_basis_points: 2_500,
        released_micro_usd: 3_642,
        in_transit_micro_usd: 0,
      },
      { name: 'Leo Leasing', share_basis_points: 3_333, payouts_stopped_by: null },
    ],
  });
});

test('the same list sent again makes no new version and no new account, and another list counts from the next payout', async () => {
  const { ownerId, api, data } = await sharing([driver]);
  const [dora] = data;
  const again = await api('PUT', '/v1/owner/beneficiaries', { beneficiaries: [driver] });
  expect(again.body).toMatchObject({ version: 1, data: [{ id: dora?.id }] });
  await earn(ownerId, 400_000n);
  await planPayouts(rig.deps)();
  // Planned is planned: the new share is for what is released after it.
  const changed = await api('PUT', '/v1/owner/beneficiaries', {
    beneficiaries: [{ ...driver, share_basis_points: 10_000 }],
  });
  expect(changed.body).toMatchObject({ version: 2, data: [{ id: dora?.id, share_basis_points: 10_000 }] });
  await earn(ownerId, 100_000n);
  await payAll(ownerId);
  await payAll(ownerId);
  expect((await sentTo(dora?.stripe_account_id ?? '')).sort()).toEqual([10, 10]);
  expect(await rig.deps.beneficiaries.findShares(ownerId, 1)).toMatchObject({
    version: 1,
    shares: [{ basisPoints: 2_500 }],
  });
  const ended = await api('PUT', '/v1/owner/beneficiaries', { beneficiaries: [] });
  expect(ended.body).toMatchObject({
    version: 3,
    own: { share_basis_points: 10_000 },
    data: [{ id: dora?.id, share_basis_points: 0 }],
  });
  await earn(ownerId, 70_000n);
  await payAll(ownerId);
  expect(await sentTo(dora?.stripe_account_id ?? '')).toHaveLength(2);
});

test('one whom Stripe will never pay gets the money back on their own balance, and the others are paid', async () => {
  const { ownerId, stripeAccountId, data } = await sharing([driver, lessor], { gone: 'Dora' });
  const [dora, leo] = data;
  await earn(ownerId, 1_000_000n);
  await payAll(ownerId);
  expect(await balanceOf(ownerId, dora?.id ?? '')).toMatchObject({
    releasedMicroUsd: 250_000n,
    inTransitMicroUsd: 0n,
  });
  expect(await sentTo(leo?.stripe_account_id ?? '')).toEqual([33]);
  expect(await sentTo(stripeAccountId)).toEqual([41]);
  await earn(ownerId, 1_000_000n);
  await payAll(ownerId);
  expect(await balanceOf(ownerId, dora?.id ?? '')).toMatchObject({ releasedMicroUsd: 500_000n });
  expect(await sentTo(leo?.stripe_account_id ?? '')).toHaveLength(2);
});

test('a beneficiary who has not been through onboarding waits alone', async () => {
  const { ownerId, stripeAccountId, data, api } = await sharing([driver], { onboarded: false });
  const [dora] = data;
  await earn(ownerId, 1_000_000n);
  await payAll(ownerId);
  expect(await sentTo(stripeAccountId)).toEqual([75]);
  expect(await balanceOf(ownerId, dora?.id ?? '')).toMatchObject({
    releasedMicroUsd: 0n,
    inTransitMicroUsd: 250_000n,
  });
  const link = await api('POST', `/v1/owner/beneficiaries/${dora?.id}/onboarding_links`);
  await fetch(link.body.url, { method: 'POST', redirect: 'manual' });
  await payAll(ownerId);
  expect(await sentTo(dora?.stripe_account_id ?? '')).toEqual([25]);
});

test('of ten planners at once one splits, and each payee is paid once', async () => {
  const { ownerId, stripeAccountId, data } = await sharing([driver, lessor]);
  await earn(ownerId, 900_000n);
  await Promise.all(Array.from({ length: 10 }, () => planPayouts(rig.deps)()));
  await payAll(ownerId);
  const accounts = [stripeAccountId, ...data.map((each) => each.stripe_account_id)];
  // 22.5, 29.997 and 37.503 cents.
  expect(await Promise.all(accounts.map(sentTo))).toEqual([[37], [22], [29]]);
  expect((await payoutsOf(ownerId)).map(({ payoutNo, state }) => [payoutNo, state])).toEqual([
    [3, 'paid'],
    [2, 'paid'],
    [1, 'paid'],
  ]);
  expect(rig.faults).toEqual([]);
});

test('a transfer whose answer was lost is found by the poller under its own number', async () => {
  const { ownerId, data } = await sharing([{ ...driver, share_basis_points: 10_000 }]);
  await earn(ownerId, 300_000n);
  await planPayouts(rig.deps)();
  await rig.atStripe('/faults', { match: 'POST /v1/transfers', kind: 'drop_after_commit', times: 20 });
  await expect(payOwner(rig.deps)({ ownerId, payoutNo: 1 })).rejects.toThrow();
  await fetch(`${rig.standIn.url}/_test/faults`, { method: 'DELETE' });
  await pollStripe(rig.deps)();
  expect(await payoutsOf(ownerId)).toMatchObject([{ state: 'paid', beneficiaryId: data[0]?.id }]);
  expect(await balanceOf(ownerId, data[0]?.id ?? '')).toMatchObject({ inTransitMicroUsd: 0n });
});

test.each([
  ['more than all', [driver, { ...lessor, share_basis_points: 7_501 }], 'beneficiaries', '100.01 %'],
  ['the same one twice', [driver, driver], 'beneficiaries.1.name', "'Dora' is named as driver twice"],
  ['a share of nothing', [{ ...driver, share_basis_points: 0 }], 'beneficiaries.0.share_basis_points', '>=1'],
  ['an unknown role', [{ ...driver, role: 'friend' }], 'beneficiaries.0.role', 'Invalid option'],
])('%s is refused by name and opens no account', async (_what, beneficiaries, param, message) => {
  const { apiKey, ownerId } = await newOwner(rig);
  const before = (await rig.stripe.accounts.list({ limit: 100 })).data.length;
  const reply = await rig.owner(apiKey)('PUT', '/v1/owner/beneficiaries', { beneficiaries });
  expect(reply.status).toBe(400);
  expect(reply.body.error).toMatchObject({ param, message: expect.stringContaining(message) });
  expect((await rig.stripe.accounts.list({ limit: 100 })).data).toHaveLength(before);
  expect((await rig.deps.owners.get(ownerId)).sharesVersion).toBeUndefined();
});

test("another owner's beneficiary is not there", async () => {
  const { data } = await sharing([driver]);
  const { apiKey } = await newOwner(rig);
  const link = await rig.owner(apiKey)('POST', `/v1/owner/beneficiaries/${data[0]?.id}/onboarding_links`);
  expect(link).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } });
  expect((await rig.owner(apiKey)('GET', '/v1/owner/beneficiaries')).body).toMatchObject({
    version: null,
    data: [],
  });
});

test('after all of it the ledger is proved', async () => {
  const proof = await proofOf(rig);
  expect(proof.invariants.filter(({ holds }: { holds: boolean }) => !holds)).toEqual([]);
  expect(proof).toMatchObject({ unmatched: 0, sumMicroUsd: 0 });
});
