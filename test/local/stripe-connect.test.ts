import { describe, expect, it } from 'vitest';
import { onboardedAccount, openStandIn, payIn } from './stripe-stand-in.ts';

const usd = (amount: number) => ({ amount, currency: 'usd' });
const expressAccount = {
  country: 'US',
  controller: { stripe_dashboard: { type: 'express' } },
  capabilities: { transfers: { requested: true } },
} as const;

describe('accounts', () => {
  it('cannot receive money before its owner has finished onboarding', async () => {
    await using world = await openStandIn();
    const { stripe } = world;
    await payIn(stripe, 5_000);
    const account = await stripe.accounts.create({ ...expressAccount, metadata: { owner: 'o1' } });
    expect(account).toMatchObject({ payouts_enabled: false, capabilities: { transfers: 'inactive' } });
    const early = stripe.transfers.create({ ...usd(100), destination: account.id });
    await expect(early).rejects.toMatchObject({ code: 'insufficient_capabilities_for_transfer' });
    const link = await stripe.accountLinks.create({
      account: account.id,
      type: 'account_onboarding',
      refresh_url: 'http://127.0.0.1/again',
      return_url: 'http://127.0.0.1/done',
    });
    expect(await (await fetch(link.url)).text()).toContain('Finish onboarding');
    const response = await fetch(link.url, { method: 'POST', redirect: 'manual' });
    expect(response.headers.get('location')).toBe('http://127.0.0.1/done');
    expect(await stripe.accounts.retrieve(account.id)).toMatchObject({
      payouts_enabled: true,
      details_submitted: true,
      capabilities: { transfers: 'active' },
      metadata: { owner: 'o1' },
    });
    await stripe.transfers.create({ ...usd(100), destination: account.id });
    expect((await stripe.accounts.list()).data).toHaveLength(1);
  });

  it('sends an onboarding link that is too old to refresh_url', async () => {
    await using world = await openStandIn();
    const { stripe, test } = world;
    const { id } = await stripe.accounts.create(expressAccount);
    const { url } = await stripe.accountLinks.create({
      account: id,
      type: 'account_onboarding',
      refresh_url: 'http://127.0.0.1/again',
      return_url: 'http://127.0.0.1/done',
    });
    await test('/clock', { advanceSeconds: 301 });
    const response = await fetch(url, { method: 'POST', redirect: 'manual' });
    expect(response.headers.get('location')).toBe('http://127.0.0.1/again');
    expect(await stripe.accounts.retrieve(id)).toMatchObject({ payouts_enabled: false });
  });

  it('is refused in the Stripe-Account header when it does not exist', async () => {
    await using world = await openStandIn();
    const balance = world.stripe.balance.retrieve({}, { stripeAccount: 'acct_0' });
    await expect(balance).rejects.toMatchObject({ type: 'StripePermissionError', code: 'account_invalid' });
  });
});

describe('transfers', () => {
  it('moves available money from the platform to the account, cent for cent', async () => {
    await using world = await openStandIn();
    const { stripe } = world;
    await payIn(stripe, 10_000);
    const { id } = await onboardedAccount(world);
    const transfer = await stripe.transfers.create({
      ...usd(4_000),
      destination: id,
      transfer_group: 'week-1',
      metadata: { payout: 'p1' },
      expand: ['balance_transaction', 'destination_payment'],
    });
    expect(transfer.balance_transaction).toMatchObject({
      type: 'transfer',
      net: -4_000,
      source: transfer.id,
    });
    expect(transfer.destination_payment).toMatchObject({ amount: 4_000, source_transfer: transfer.id });
    expect((await stripe.balance.retrieve()).available).toMatchObject([usd(9_680 - 4_000)]);
    const owned = await stripe.balance.retrieve({}, { stripeAccount: id });
    expect(owned.available).toMatchObject([usd(4_000)]);
    expect((await stripe.transfers.list({ transfer_group: 'week-1' })).data).toHaveLength(1);
    expect((await stripe.transfers.list({ destination: id })).data).toHaveLength(1);
    expect((await stripe.transfers.list({ transfer_group: 'week-2' })).data).toHaveLength(0);
    expect(await stripe.transfers.retrieve(transfer.id)).toMatchObject({ metadata: { payout: 'p1' } });
  });

  it('are refused when the money is not there yet, and go through once it is', async () => {
    await using world = await openStandIn({ availabilityDelaySeconds: 172_800 });
    const { stripe, test } = world;
    await payIn(stripe, 10_000);
    const { id } = await onboardedAccount(world);
    expect(await stripe.balance.retrieve()).toMatchObject({ available: [usd(0)], pending: [usd(9_680)] });
    const early = stripe.transfers.create({ ...usd(100), destination: id });
    await expect(early).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      statusCode: 400,
      code: 'balance_insufficient',
    });
    await test('/clock', { advanceSeconds: 172_800 });
    const [transaction] = (await stripe.balanceTransactions.list()).data;
    expect(transaction).toMatchObject({ status: 'available' });
    await stripe.transfers.create({ ...usd(9_680), destination: id });
    const empty = stripe.transfers.create({ ...usd(1), destination: id });
    await expect(empty).rejects.toMatchObject({ code: 'balance_insufficient' });
  });

  it('may use a charge that is still pending when they name it', async () => {
    await using world = await openStandIn({ availabilityDelaySeconds: 172_800 });
    const { stripe } = world;
    const charge = String((await payIn(stripe, 10_000)).latest_charge);
    const { id } = await onboardedAccount(world);
    await stripe.transfers.create({ ...usd(9_000), destination: id, source_transaction: charge });
    const owned = await stripe.balance.retrieve({}, { stripeAccount: id });
    expect(owned).toMatchObject({ available: [usd(0)], pending: [usd(9_000)] });
    const more = stripe.transfers.create({ ...usd(1_001), destination: id, source_transaction: charge });
    await expect(more).rejects.toMatchObject({ statusCode: 400, param: 'amount' });
  });

  it('are refused to an account that does not exist', async () => {
    await using world = await openStandIn();
    const transfer = world.stripe.transfers.create({ ...usd(100), destination: 'acct_0' });
    await expect(transfer).rejects.toMatchObject({
      statusCode: 400,
      code: 'resource_missing',
      param: 'destination',
    });
  });

  it('are reversed in parts, never beyond their amount or what the account still has', async () => {
    await using world = await openStandIn();
    const { stripe } = world;
    await payIn(stripe, 10_000);
    const { id } = await onboardedAccount(world);
    const transfer = await stripe.transfers.create({ ...usd(4_000), destination: id });
    const reversal = await stripe.transfers.createReversal(transfer.id, {
      amount: 1_000,
      expand: ['balance_transaction'],
    });
    expect(reversal.balance_transaction).toMatchObject({ type: 'transfer_refund', net: 1_000 });
    expect(await stripe.transfers.retrieve(transfer.id)).toMatchObject({
      amount_reversed: 1_000,
      reversed: false,
      reversals: { data: [{ id: reversal.id }] },
    });
    await stripe.payouts.create(usd(2_500), { stripeAccount: id });
    const tooMuch = stripe.transfers.createReversal(transfer.id);
    await expect(tooMuch).rejects.toMatchObject({ code: 'balance_insufficient' });
    await stripe.transfers.createReversal(transfer.id, { amount: 500 });
    expect((await stripe.balance.retrieve()).available).toMatchObject([usd(9_680 - 2_500)]);
    const owned = await stripe.balance.retrieve({}, { stripeAccount: id });
    expect(owned.available).toMatchObject([usd(0)]);
  });
});

describe('payouts', () => {
  it('of an account arrive after the delay with a trace id for the bank line', async () => {
    await using world = await openStandIn({ payoutDelaySeconds: 3_600 });
    const { stripe, test } = world;
    await payIn(stripe, 10_000);
    const { id } = await onboardedAccount(world);
    await stripe.transfers.create({ ...usd(4_000), destination: id });
    const account = { stripeAccount: id };
    const payout = await stripe.payouts.create({ ...usd(4_000), metadata: { week: '1' } }, account);
    expect(payout).toMatchObject({ status: 'pending', trace_id: { status: 'pending', value: null } });
    expect((await stripe.payouts.list()).data).toHaveLength(0);
    await test('/clock', { advanceSeconds: 3_600 });
    expect(await stripe.payouts.retrieve(payout.id, {}, account)).toMatchObject({
      status: 'paid',
      trace_id: { status: 'supported' },
    });
    const [paid] = (await stripe.events.list({ type: 'payout.*' }, account)).data;
    expect(paid).toMatchObject({ type: 'payout.paid', account: id, request: { id: null } });
    expect((await stripe.events.list({ type: 'payout.*' })).data).toHaveLength(0);
  });

  it('of the platform arrive at once by default, and return when the bank sends them back', async () => {
    await using world = await openStandIn();
    const { stripe, test } = world;
    await payIn(stripe, 10_000);
    const { id } = await stripe.payouts.create(usd(9_680));
    expect(await stripe.payouts.retrieve(id)).toMatchObject({ status: 'paid' });
    expect((await stripe.balance.retrieve()).available).toMatchObject([usd(0)]);
    const tooMuch = stripe.payouts.create(usd(1));
    await expect(tooMuch).rejects.toMatchObject({ code: 'balance_insufficient' });
    await test(`/payouts/${id}/fail`);
    expect(await stripe.payouts.retrieve(id)).toMatchObject({
      status: 'failed',
      failure_code: 'account_closed',
    });
    const { data } = await stripe.balanceTransactions.list();
    expect(data.map(({ type, net }) => [type, net])).toEqual([
      ['payout_failure', 9_680],
      ['payout', -9_680],
      ['charge', 9_680],
    ]);
  });
});
