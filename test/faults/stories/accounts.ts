import { demoPolicy } from '../../../shared/policy.ts';
import { giveEarnings } from '../../support/give-earnings.ts';
import type { FaultyMarket } from '../faulty-market.ts';
import { atStripe, newCustomer, newOwner, type PaidOwner, topUp } from './parties.ts';
import type { Outcome, Story } from './story.ts';

const day = 86_400;

const earn = (market: FaultyMarket, { id }: PaidOwner, microUsd: bigint) =>
  market.looking(() => giveEarnings(market.cloud.deps, id, microUsd));

const balanceOf = (market: FaultyMarket, { id }: PaidOwner) =>
  market.looking(() => market.cloud.deps.ledger.ownerBalance(id));

const payoutsOf = (market: FaultyMarket, { id }: PaidOwner) =>
  market.looking(() => Array.fromAsync(market.cloud.deps.payouts.of(id)));

/** Cents that an account was sent, less what was fetched back. */
async function sentTo(market: FaultyMarket, { stripeAccountId }: { stripeAccountId: string }) {
  const { data } = await market.onlooker.transfers.list({ destination: stripeAccountId, limit: 100 });
  return data.reduce((sum, { amount, amount_reversed }) => sum + amount - amount_reversed, 0);
}

const payOut = (market: FaultyMarket, isPaid: () => Promise<boolean>) =>
  market.timerUntil('planPayouts', async () => {
    await market.timer('sweepBatches');
    return isPaid();
  });

/** Planned before the market hears that the account takes nothing any more: then nothing but a refusal tells it. */
const planned = (market: FaultyMarket, owner: PaidOwner) =>
  market.persist(async () => {
    await market.cloud.timers.planPayouts();
    if ((await payoutsOf(market, owner)).length === 0) throw new Error('not planned yet');
  });

/** What Stripe wants of its holder keeps an account from being paid: after a month the money is the owner's again. */
async function restricted(market: FaultyMarket, no: string): Promise<Outcome> {
  const owner = await newOwner(market, `Restricted ${no}`);
  await market.drain();
  await earn(market, owner, 300_000n);
  await atStripe(market, `/accounts/${owner.stripeAccountId}/change`, {
    capabilities: { transfers: 'inactive' },
    requirements: { past_due: ['individual.dob.day'], disabled_reason: 'requirements.past_due' },
  });
  await planned(market, owner);
  await market.drain();
  market.advanceSeconds(demoPolicy.payoutWaitSeconds + day);
  const state = async () => (await payoutsOf(market, owner))[0]?.state;
  await market.timerUntil('sweepBatches', async () => (await state()) === 'failed');
  return { restricted: await state(), owned: String((await balanceOf(market, owner)).releasedMicroUsd) };
}

/** An account that is gone takes nothing for good. */
async function gone(market: FaultyMarket, no: string): Promise<Outcome> {
  const owner = await newOwner(market, `Gone ${no}`);
  await market.drain();
  await earn(market, owner, 300_000n);
  await atStripe(market, `/accounts/${owner.stripeAccountId}/close`);
  await planned(market, owner);
  await market.drain();
  const state = async () => (await payoutsOf(market, owner))[0]?.state;
  await market.timerUntil('sweepBatches', async () => (await state()) === 'failed');
  return { gone: await state() };
}

const fraud = {
  capabilities: { transfers: 'inactive' },
  payouts_enabled: false,
  requirements: { disabled_reason: 'rejected.fraud' },
};

/** An owner shares with a driver whose account is rejected: what it still has comes back, the rest is gone. */
async function rejected(market: FaultyMarket, no: string): Promise<Outcome> {
  const owner = await newOwner(market, `Sharing ${no}`);
  const named = { name: 'Dora', role: 'driver', share_basis_points: 5_000 };
  const { data } = await owner.put('/owner/beneficiaries', { beneficiaries: [named] });
  const dora = { stripeAccountId: String(data[0].stripe_account_id) };
  await atStripe(market, `/accounts/${dora.stripeAccountId}/onboard`);
  await market.timer('pollStripe');
  await earn(market, owner, 800_000n);
  await payOut(market, async () => (await sentTo(market, owner)) + (await sentTo(market, dora)) === 80);
  await market.drain();
  const toBank = { amount: 35, currency: 'usd' };
  await market.onlooker.payouts.create(toBank, { stripeAccount: dora.stripeAccountId });
  await atStripe(market, `/accounts/${dora.stripeAccountId}/change`, fraud);
  await comesToRest(market, owner, async () => (await sentTo(market, dora)) === 35);
  await market.onlooker.payouts.create(toBank, { stripeAccount: owner.stripeAccountId });
  await atStripe(market, `/accounts/${owner.stripeAccountId}/change`, fraud);
  await comesToRest(market, owner, async () => (await sentTo(market, owner)) === 35);
  return { kept: [await sentTo(market, dora), await sentTo(market, owner)] };
}

/** Until Stripe's word was heard, and nothing is on its way back any more. */
const comesToRest = (market: FaultyMarket, { id }: PaidOwner, isSo: () => Promise<boolean>) =>
  market.timerUntil('pollStripe', async () => {
    market.advanceSeconds(7 * 3_600);
    await market.timer('sweepBatches');
    const open = await market.looking(() => Array.fromAsync(market.cloud.deps.takeBacks.open()));
    return (await isSo()) && !open.some(({ ownerId }) => ownerId === id);
  });

/** Their banks send payouts back: who mends it is paid on, by a new link. */
async function bankFails(market: FaultyMarket, no: string): Promise<Outcome> {
  const owner = await newOwner(market, `Bank ${no}`);
  const named = { name: 'Dora', role: 'driver', share_basis_points: 5_000 };
  const { data } = await owner.put('/owner/beneficiaries', { beneficiaries: [named] });
  const [dora] = data;
  await atStripe(market, `/accounts/${dora.stripe_account_id}/onboard`);
  await market.timer('pollStripe');
  await earn(market, owner, 800_000n);
  await payOut(market, async () => (await sentTo(market, owner)) === 40);
  await sendsBack(market, owner.stripeAccountId);
  await sendsBack(market, dora.stripe_account_id);
  const { owners, beneficiaries } = market.cloud.deps;
  const stopped = async () => ({
    owner: (await owners.get(owner.id)).payoutsStoppedBy !== undefined,
    dora: (await beneficiaries.find(owner.id, dora.id))?.payoutsStoppedBy !== undefined,
  });
  const bothAre = (wanted: boolean) => async () => {
    market.advanceSeconds(7 * 3_600);
    const are = await market.looking(stopped);
    return are.owner === wanted && are.dora === wanted;
  };
  await market.timerUntil('pollStripe', bothAre(true));
  await owner.post('/owner/onboarding_links');
  await owner.post(`/owner/beneficiaries/${dora.id}/onboarding_links`);
  const after = await market.looking(stopped);
  for (const id of [owner.stripeAccountId, dora.stripe_account_id])
    await atStripe(market, `/accounts/${id}/onboard`);
  await market.timerUntil('pollStripe', bothAre(false));
  return { after };
}

async function sendsBack(market: FaultyMarket, stripeAccount: string): Promise<void> {
  const { id } = await market.onlooker.payouts.create({ amount: 20, currency: 'usd' }, { stripeAccount });
  await fetch(`${market.cloud.stripeStandIn}/_test/payouts/${id}/fail`, {
    method: 'POST',
    headers: { 'stripe-account': stripeAccount },
  });
}

/** Somebody reverses a transfer at Stripe, little by little. */
async function reversed(market: FaultyMarket, no: string): Promise<Outcome> {
  const owner = await newOwner(market, `Reversed ${no}`);
  await earn(market, owner, 500_000n);
  await payOut(market, async () => (await sentTo(market, owner)) === 50);
  const { data } = await market.onlooker.transfers.list({ destination: owner.stripeAccountId });
  for (let cent = 0; cent < 12; cent++)
    await market.onlooker.transfers.createReversal(data[0]?.id ?? '', { amount: 1 });
  const backCents = async () => ((await payoutsOf(market, owner))[0]?.reversedMicroUsd ?? 0n) / 10_000n;
  await market.timerUntil('pollStripe', async () => (await backCents()) === 12n);
  return { sent: await sentTo(market, owner), back: String(await backCents()) };
}

/** Accounts that can't be paid, or not any more. */
export const accounts: Story = {
  name: 'accounts',
  options: { policy: { ...demoPolicy, auditShare: 0 } },
  async begin(market) {
    for (let no = 0; no < 4; no++) await topUp(market, await newCustomer(market, `Payer ${no}`), 50);
    market.advanceSeconds(8 * day);
  },
  async tell(market, no) {
    return {
      ...(await restricted(market, no)),
      ...(await gone(market, no)),
      ...(await rejected(market, no)),
      ...(await bankFails(market, no)),
      ...(await reversed(market, no)),
    };
  },
};
