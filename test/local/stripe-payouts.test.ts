import { describe, expect, it } from 'vitest';
import { onboardedAccount, openStandIn, payIn } from './stripe-stand-in.ts';

const usd = (amount: number) => ({ amount, currency: 'usd' });
const noon = Date.UTC(2027, 0, 1, 12);

describe('payouts that are sent back', () => {
  it('return to the account they came from, whose bank is not used again', async () => {
    await using world = await openStandIn();
    const { stripe, test } = world;
    await payIn(stripe, 10_000);
    const { id } = await onboardedAccount(world);
    const account = { stripeAccount: id };
    await stripe.transfers.create({ ...usd(4_000), destination: id });
    const payout = await stripe.payouts.create(usd(4_000), account);
    expect(await stripe.payouts.retrieve(payout.id, {}, account)).toMatchObject({ status: 'paid' });
    await test(`/payouts/${payout.id}/fail`, { failure_code: 'no_account' });
    const failed = await stripe.payouts.retrieve(
      payout.id,
      { expand: ['failure_balance_transaction'] },
      account,
    );
    expect(failed).toMatchObject({
      status: 'failed',
      failure_code: 'no_account',
      failure_balance_transaction: { type: 'payout_failure', net: 4_000 },
    });
    expect(await stripe.accounts.retrieve(id)).toMatchObject({
      payouts_enabled: false,
      requirements: { currently_due: ['external_account'] },
      external_accounts: { data: [{ status: 'errored' }] },
    });
    const events = await stripe.events.list({ limit: 3 }, account);
    expect(events.data.map(({ type, account }) => [type, account])).toEqual([
      ['account.updated', id],
      ['account.external_account.updated', id],
      ['payout.failed', id],
    ]);
  });
});

describe('automatic payouts', () => {
  it('take what is available at midnight, and name what they paid out', async () => {
    await using world = await openStandIn({ now: () => noon, payoutDelaySeconds: 86_400 });
    const { stripe, test } = world;
    await test('/settings', { dailyPayouts: true });
    await payIn(stripe, 10_000);
    await test('/fees', { amount: 200, description: 'Connect: 1 active account' });
    await test('/clock', { advanceSeconds: 43_200 });
    const [payout] = (await stripe.payouts.list()).data;
    expect(payout).toMatchObject({
      automatic: true,
      amount: 9_480,
      status: 'pending',
      reconciliation_status: 'in_progress',
    });
    await test('/clock', { advanceSeconds: 86_400 });
    const [paid, ...others] = (await stripe.payouts.list()).data;
    expect(paid).toMatchObject({
      id: payout?.id,
      status: 'paid',
      reconciliation_status: 'completed',
      trace_id: { status: 'supported' },
    });
    expect(others).toEqual([]);
    const { data } = await stripe.balanceTransactions.list({ payout: String(payout?.id) });
    expect(data.map(({ type, net }) => [type, net])).toEqual([
      ['payout', -9_480],
      ['stripe_fee', -200],
      ['charge', 9_680],
    ]);
  });

  it('are made for connected accounts that asked for them', async () => {
    await using world = await openStandIn({ now: () => noon });
    const { stripe, test } = world;
    await payIn(stripe, 10_000);
    const { id } = await onboardedAccount(world);
    await stripe.transfers.create({ ...usd(4_000), destination: id });
    await stripe.accounts.update(id, { settings: { payouts: { schedule: { interval: 'daily' } } } });
    await test('/clock', { advanceSeconds: 43_200 });
    const { data } = await stripe.payouts.list({}, { stripeAccount: id });
    expect(data).toMatchObject([{ automatic: true, amount: 4_000, status: 'paid' }]);
    expect((await stripe.payouts.list()).data).toEqual([]);
  });

  it('alone can be asked what they paid out', async () => {
    await using world = await openStandIn();
    await payIn(world.stripe, 10_000);
    const { id } = await world.stripe.payouts.create(usd(100));
    const list = world.stripe.balanceTransactions.list({ payout: id });
    await expect(list).rejects.toMatchObject({ statusCode: 400, param: 'payout' });
  });
});

describe('top-ups from the bank', () => {
  it('arrive after the delay, or fail', async () => {
    await using world = await openStandIn({ payoutDelaySeconds: 86_400 });
    const { stripe, test } = world;
    const topup = await stripe.topups.create({ ...usd(5_000), metadata: { reason: 'payouts' } });
    expect(topup).toMatchObject({ status: 'pending', balance_transaction: null });
    const bad = await stripe.topups.create(usd(7_000));
    await test(`/topups/${bad.id}/fail`);
    await test('/clock', { advanceSeconds: 86_400 });
    const arrived = await stripe.topups.retrieve(topup.id, { expand: ['balance_transaction'] });
    expect(arrived).toMatchObject({
      status: 'succeeded',
      balance_transaction: { type: 'topup', net: 5_000, source: topup.id },
    });
    expect(await stripe.topups.retrieve(bad.id)).toMatchObject({ status: 'failed' });
    expect((await stripe.balance.retrieve()).available).toMatchObject([usd(5_000)]);
    const { data } = await stripe.events.list({ type: 'topup.*' });
    expect(data.map(({ type }) => type)).toEqual([
      'topup.succeeded',
      'topup.failed',
      'topup.created',
      'topup.created',
    ]);
  });
});
