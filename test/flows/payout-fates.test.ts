import { afterAll, beforeAll, expect, test } from 'vitest';
import { payOwner } from '../../functions/market/pay-owner.ts';
import { takeOver } from '../../functions/market/stripe/take-over.ts';
import { demoPolicy } from '../../shared/policy.ts';
import { newOwner } from '../support/money-rig.ts';
import { nothing, type PayoutsRig, startPayouts } from '../support/payouts-rig.ts';

const day = 86_400;
let rig: PayoutsRig;
beforeAll(async () => {
  rig = await startPayouts();
});
afterAll(() => rig.close());

async function paidOwner(microUsd: bigint) {
  const owner = await newOwner(rig);
  await rig.earn(owner.ownerId, microUsd);
  await rig.payOut();
  const [payout] = await rig.payoutsOf(owner.ownerId);
  if (!payout?.stripeTransferId) throw new Error('not paid');
  return { ...owner, transferId: payout.stripeTransferId };
}

const restrict = (stripeAccountId: string) =>
  rig.atStripe(`/accounts/${stripeAccountId}/change`, {
    capabilities: { transfers: 'inactive' },
    requirements: { past_due: ['individual.dob.day'], disabled_reason: 'requirements.past_due' },
  });

test('a transfer that somebody reverses at Stripe is the owner’s again, whoever hears of it, however often', async () => {
  const { ownerId, stripeAccountId, transferId } = await paidOwner(500_000n);
  await rig.stripe.transfers.createReversal(transferId, { amount: 20 });
  await rig.poll();
  await Promise.all(
    Array.from({ length: 5 }, () => takeOver(rig.deps, { kind: 'transfer', id: transferId })),
  );
  expect(await rig.balanceOf(ownerId)).toMatchObject({ releasedMicroUsd: 200_000n, inTransitMicroUsd: 0n });
  await rig.stripe.transfers.createReversal(transferId, { amount: 30 });
  await takeOver(rig.deps, { kind: 'transfer', id: transferId });
  await rig.poll();
  expect(await rig.payoutsOf(ownerId)).toMatchObject([{ state: 'paid', reversedMicroUsd: 500_000n }]);
  await rig.payOut();
  expect((await rig.sentTo(stripeAccountId)).map(({ amount }) => amount)).toEqual([50, 50]);
});

test('what an account can’t take for a month, for what Stripe wants of its holder, is the owner’s again', async () => {
  const { ownerId, stripeAccountId } = await newOwner(rig);
  await restrict(stripeAccountId);
  await rig.earn(ownerId, 300_000n);
  await rig.payOut();
  expect(await rig.payoutsOf(ownerId)).toMatchObject([{ state: 'pending', refusals: 1 }]);
  rig.advanceSeconds(demoPolicy.payoutWaitSeconds + 1);
  await payOwner(rig.deps)({ ownerId, payoutNo: 1 });
  expect(await rig.payoutsOf(ownerId)).toMatchObject([
    { state: 'failed', reason: 'insufficient_capabilities_for_transfer' },
  ]);
  expect(await rig.balanceOf(ownerId)).toMatchObject({ releasedMicroUsd: 300_000n, inTransitMicroUsd: 0n });
  await rig.payOut();
  expect(await rig.payoutsOf(ownerId)).toHaveLength(1);
  // Once Stripe has what it wanted, payouts go on by themselves.
  await rig.atStripe(`/accounts/${stripeAccountId}/onboard`);
  await rig.readAccount(stripeAccountId);
  await rig.payOut();
  expect((await rig.sentTo(stripeAccountId)).map(({ amount }) => amount)).toEqual([30]);
});

test('who restricts an account before the run is not planned, and is told what to mend', async () => {
  const { ownerId, stripeAccountId, apiKey } = await newOwner(rig);
  await restrict(stripeAccountId);
  await rig.readAccount(stripeAccountId);
  await rig.earn(ownerId, 300_000n);
  await rig.payOut();
  expect(await rig.payoutsOf(ownerId)).toEqual([]);
  const told = (await rig.owner(apiKey)('GET', '/v1/owner/payouts')).body;
  expect(told.account).toMatchObject({
    takes_transfers: false,
    past_due: ['individual.dob.day'],
    disabled_reason: 'requirements.past_due',
  });
  expect(told.account.in_words.join(' ')).toContain('individual.dob.day');
});

test('a rejected account is paid no more, and what it still has comes back and is payable', async () => {
  const { ownerId, stripeAccountId } = await paidOwner(400_000n);
  await rig.earn(ownerId, 250_000n);
  await rig.payOut();
  // Stripe paid 35 cents of it out to the bank: that is gone.
  await rig.stripe.payouts.create({ amount: 35, currency: 'usd' }, { stripeAccount: stripeAccountId });
  await rig.atStripe(`/accounts/${stripeAccountId}/change`, {
    capabilities: { transfers: 'inactive' },
    payouts_enabled: false,
    requirements: { disabled_reason: 'rejected.fraud' },
  });
  await rig.readAccount(stripeAccountId);
  await rig.readAccount(stripeAccountId);
  await rig.drain();
  expect(
    (await rig.payoutsOf(ownerId)).map(({ state, reversedMicroUsd }) => [state, reversedMicroUsd]),
  ).toEqual([
    ['paid', 250_000n],
    ['paid', 50_000n],
  ]);
  expect(await rig.balanceOf(ownerId)).toMatchObject({ releasedMicroUsd: 300_000n, receivableMicroUsd: 0n });
  await rig.payOut();
  expect(await rig.payoutsOf(ownerId)).toHaveLength(2);
});

test('an account that took our access away is stopped, and nothing of it is guessed', async () => {
  const { ownerId, stripeAccountId } = await paidOwner(400_000n);
  await rig.atStripe(`/accounts/${stripeAccountId}/deauthorize`);
  await rig.readAccount(stripeAccountId);
  await rig.drain();
  await rig.earn(ownerId, 100_000n);
  await rig.payOut();
  expect(await rig.payoutsOf(ownerId)).toMatchObject([{ state: 'paid' }]);
  expect(await rig.balanceOf(ownerId)).toMatchObject({ releasedMicroUsd: 100_000n, inTransitMicroUsd: 0n });
  expect((await rig.deps.owners.get(ownerId)).payoutsStoppedBy).toBe('account_closed');
});

test('a payout that the owner’s bank sends back moves no entry, stops further ones, and is told until it is mended', async () => {
  const { ownerId, stripeAccountId, apiKey } = await paidOwner(400_000n);
  const onAccount = { stripeAccount: stripeAccountId };
  const toBank = await rig.stripe.payouts.create({ amount: 40, currency: 'usd' }, onAccount);
  const before = await Array.fromAsync(rig.deps.ledger.entriesUnder(`owner/${ownerId}`));
  await fetch(`${rig.standIn.url}/_test/payouts/${toBank.id}/fail`, {
    method: 'POST',
    headers: { 'stripe-account': stripeAccountId },
  });
  const word = { kind: 'owner-payout', id: toBank.id, account: stripeAccountId } as const;
  await takeOver(rig.deps, word);
  await rig.readAccount(stripeAccountId);
  expect(await Array.fromAsync(rig.deps.ledger.entriesUnder(`owner/${ownerId}`))).toEqual(before);
  await rig.earn(ownerId, 100_000n);
  await rig.payOut();
  expect(await rig.payoutsOf(ownerId)).toHaveLength(1);
  const told = (await rig.owner(apiKey)('GET', '/v1/owner/payouts')).body;
  expect(told.account.in_words.join(' ')).toContain('mend the bank account');
  expect(told.account.payouts_stopped_by).not.toBeNull();

  await rig.atStripe(`/accounts/${stripeAccountId}/onboard`);
  await rig.readAccount(stripeAccountId);
  // Word of the old failure that comes late finds the bank mended.
  await takeOver(rig.deps, word);
  await rig.payOut();
  expect(await rig.payoutsOf(ownerId)).toHaveLength(2);
});

test('without a tax id 24 % of a payout go to the tax office, to the cent, and the statement says so', async () => {
  const { ownerId, stripeAccountId, apiKey } = await newOwner(rig, { onboarded: false });
  await rig.atStripe(`/accounts/${stripeAccountId}/onboard`, { hasTaxId: false });
  await rig.readAccount(stripeAccountId);
  await rig.earn(ownerId, 1_234_567n);
  await rig.payOut();
  // 24 % of 123 cents are 29.52: 29 are withheld.
  expect(await rig.payoutsOf(ownerId)).toMatchObject([
    { state: 'paid', cents: 94, withheldMicroUsd: 290_000n },
  ]);
  expect(await rig.balanceOf(ownerId)).toMatchObject({ releasedMicroUsd: 4_567n });
  const told = (await rig.owner(apiKey)('GET', '/v1/owner/payouts')).body;
  expect(told.data[0]).toMatchObject({ amount_micro_usd: 940_000, withheld_micro_usd: 290_000 });
  expect(told.account.in_words.join(' ')).toContain('withheld for the tax office');
  // Once it is there the next payout is whole.
  await rig.atStripe(`/accounts/${stripeAccountId}/onboard`);
  await rig.readAccount(stripeAccountId);
  await rig.earn(ownerId, 1_000_000n);
  await rig.payOut();
  expect((await rig.payoutsOf(ownerId))[0]).toMatchObject({ cents: 100, withheldMicroUsd: 0n });
});

test('refusals are tried again ever less often', async () => {
  const { ownerId, stripeAccountId } = await newOwner(rig);
  await restrict(stripeAccountId);
  await rig.earn(ownerId, 100_000n);
  await rig.payOut();
  const isDue = async () =>
    (await Array.fromAsync(rig.deps.payouts.open(rig.deps.now()))).some((each) => each.ownerId === ownerId);
  expect(await isDue()).toBe(false);
  rig.advanceSeconds(61);
  expect(await isDue()).toBe(true);
  await payOwner(rig.deps)({ ownerId, payoutNo: 1 });
  rig.advanceSeconds(61);
  expect(await isDue()).toBe(false);
  rig.advanceSeconds(day);
  expect(await isDue()).toBe(true);
});

test('after all of it the ledger is proved', async () => {
  await rig.poll();
  expect(await rig.contradictions()).toEqual(nothing);
});
