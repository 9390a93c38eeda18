import { standardCharter } from '../../../shared/charter.ts';
import { demoPolicy } from '../../../shared/policy.ts';
import { giveEarnings } from '../../support/give-earnings.ts';
import { callerWith } from '../callers.ts';
import type { FaultyMarket } from '../faulty-market.ts';
import { atStripe, financeOf, newCustomer, newOwner, type PaidOwner, topUp } from './parties.ts';
import type { Outcome, Story } from './story.ts';

const day = 86_400;
const charter = { ...standardCharter, departure: { ...standardCharter.departure, weekly: [] } };

const earn = (market: FaultyMarket, owner: PaidOwner, microUsd: bigint) =>
  market.looking(() => giveEarnings(market.cloud.deps, owner.id, microUsd));

/** What an owner looks at and agrees to; a beneficiary who shares. */
async function settles(market: FaultyMarket, owner: PaidOwner): Promise<void> {
  await owner.post('/owner/charters', { charter, consent: { accepted: true, text_version: '1' } });
  await owner.get('/owner/charters');
  await owner.get('/owner/charters/1');
  await owner.put('/owner/reward', { kind: 'money' });
  await owner.post('/owner/onboarding_links');
  await owner.post('/owner/estimates', { hardware_class: 'AI4' });
  const named = { name: 'Dora', role: 'driver', share_basis_points: 2_500 };
  const { data } = await owner.put('/owner/beneficiaries', { beneficiaries: [named] });
  const [dora] = data;
  await owner.post(`/owner/beneficiaries/${dora.id}/onboarding_links`);
  await atStripe(market, `/accounts/${dora.stripe_account_id}/onboard`);
  await market.timer('pollStripe');
}

const sentTo = async (market: FaultyMarket, { stripeAccountId }: PaidOwner): Promise<number> => {
  const { data } = await market.onlooker.transfers.list({ destination: stripeAccountId, limit: 100 });
  return data.reduce((sum, { amount }) => sum + amount, 0);
};

/** A month's run: proposed by one, approved by another, carried out. One before it is rejected. */
async function paid(market: FaultyMarket, no: string): Promise<Outcome> {
  const finance = financeOf(market);
  const bob = callerWith(market, market.approverKey);
  const owner = await newOwner(market, `Olga ${no}`);
  await settles(market, owner);
  await earn(market, owner, 40_000_000n);
  const open = async (status: string) =>
    (await finance.get('/finance/payout_runs')).data.find((each: { state: string }) => each.state === status);
  const propose = async () => {
    await finance.post(
      '/finance/payout_runs',
      {},
      {
        look: async () => (await open('drafting')) ?? (await open('proposed')),
      },
    );
    await market.drain();
    await market.timerUntil('sweepBatches', async () => (await open('proposed')) !== undefined);
    return (await open('proposed')).id;
  };
  const rejected = await propose();
  const state = async (id: string) => (await finance.get(`/finance/payout_runs/${id}`)).state;
  const unless = (id: string) => async () => ((await state(id)) === 'proposed' ? undefined : {});
  await bob.post(
    `/finance/payout_runs/${rejected}/reject`,
    { reason: 'once more' },
    { look: unless(rejected) },
  );
  const run = await propose();
  await finance.get(`/finance/payout_runs/${run}`);
  await market.losing(['payout-run'], async () => {
    await bob.post(`/finance/payout_runs/${run}/approve`, {}, { look: unless(run) });
    await market.drain();
  });
  await market.timerUntil('sweepBatches', async () => (await sentTo(market, owner)) === 3_000);
  await market.timer('pollStripe');
  const payouts = async () => (await owner.get('/owner/payouts')).data;
  await market.timerUntil('sweepBatches', async () =>
    (await payouts()).every(
      ({ state, status }: { state?: string; status?: string }) => (state ?? status) === 'paid',
    ),
  );
  await owner.get('/owner/earnings');
  await owner.get('/owner/earnings/days');
  await owner.get('/owner/beneficiaries');
  await owner.get('/owner/export?limit=50');
  const month = new Date(market.now()).toISOString().slice(0, 7);
  await owner.get(`/owner/statements/${month}`);
  await finance.get(`/finance/statements/owners/${owner.id}`);
  market.advanceSeconds(31 * day);
  // The month is over: how it ended is kept.
  await owner.get(`/owner/statements/${month}`);
  return { sent: await sentTo(market, owner), payouts: (await payouts()).length };
}

/** Who closes the account is paid what is left, and forgotten. */
async function erased(market: FaultyMarket, no: string): Promise<Outcome> {
  const owner = await newOwner(market, `Gone ${no}`);
  await owner.post('/owner/charters', { charter, consent: { accepted: true, text_version: '1' } });
  await owner.post('/owner/charters', { charter, consent: { accepted: true, text_version: '1' } });
  // The one in force, whichever number it got.
  await market.persist(async () => {
    const { data } = await owner.get('/owner/charters');
    const [latest] = data.toSorted((a: { version: number }, b: { version: number }) => b.version - a.version);
    if (latest.withdrawn_at !== null) return;
    const { status } = await owner.once('DELETE', `/owner/charters/${latest.version}`);
    if (status !== 200) throw new Error('not yet');
  });
  await owner.post('/owner/erasure');
  market.advanceSeconds(40 * day);
  await market.timerUntil('eraseOwners', async () => (await owner.get('/owner/earnings')).name === '');
  return { erased: true };
}

export const owners: Story = {
  name: 'owners',
  options: { policy: { ...demoPolicy, auditShare: 0, payoutsNeedApproval: true } },
  async begin(market) {
    // What the platform pays from.
    for (let no = 0; no < 8; no++) await topUp(market, await newCustomer(market, `Payer ${no}`), 50);
  },
  async tell(market, no) {
    // Each run has a month of its own.
    market.advanceSeconds(31 * day);
    return { ...(await paid(market, no)), ...(await erased(market, no)) };
  },
};
