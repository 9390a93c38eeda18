import { describe, expect, it } from 'vitest';
import { onboardedAccount, openStandIn, payIn } from './stripe-stand-in.ts';

const usd = (amount: number) => ({ amount, currency: 'usd' });

describe('connected accounts', () => {
  it('tell what Stripe asks for, and receive nothing while they are restricted', async () => {
    await using world = await openStandIn();
    const { stripe, test } = world;
    await payIn(stripe, 10_000);
    const { id } = await onboardedAccount(world);
    await test(`/accounts/${id}/change`, {
      capabilities: { transfers: 'inactive' },
      payouts_enabled: false,
      requirements: {
        past_due: ['individual.id_number'],
        currently_due: ['individual.id_number'],
        current_deadline: 1_800_000_000,
        disabled_reason: 'requirements.past_due',
        errors: [
          {
            code: 'verification_failed_tax_id_match',
            reason: 'Does not match',
            requirement: 'individual.id_number',
          },
        ],
      },
    });
    expect(await stripe.accounts.retrieve(id)).toMatchObject({
      payouts_enabled: false,
      capabilities: { transfers: 'inactive' },
      requirements: {
        disabled_reason: 'requirements.past_due',
        past_due: ['individual.id_number'],
        errors: [{ code: 'verification_failed_tax_id_match' }],
      },
    });
    const refused = stripe.transfers.create({ ...usd(100), destination: id });
    await expect(refused).rejects.toMatchObject({ code: 'insufficient_capabilities_for_transfer' });
    await test(`/accounts/${id}/onboard`);
    await stripe.transfers.create({ ...usd(100), destination: id });
    const updates = await stripe.events.list({ type: 'account.updated' }, { stripeAccount: id });
    expect(updates.data).toHaveLength(3);
  });

  it('tell whether the tax id is known and right', async () => {
    await using world = await openStandIn();
    const { stripe, test } = world;
    const { id } = await onboardedAccount(world);
    await test(`/accounts/${id}/onboard`, { hasTaxId: false });
    expect(await stripe.accounts.retrieve(id)).toMatchObject({
      individual: { id_number_provided: false, verification: { status: 'unverified' } },
      requirements: { eventually_due: ['individual.id_number'], currently_due: [] },
      external_accounts: { data: [{ object: 'bank_account', last4: '6789' }] },
    });
    await test(`/accounts/${id}/change`, {
      individual: { id_number_provided: true, verification: { status: 'verified' } },
      requirements: { eventually_due: [] },
    });
    expect(await stripe.accounts.retrieve(id)).toMatchObject({
      individual: { first_name: 'Olga', id_number_provided: true, verification: { status: 'verified' } },
    });
  });

  it('that are deauthorised say so once, and no call with them works after', async () => {
    await using world = await openStandIn();
    const { stripe, test } = world;
    await payIn(stripe, 10_000);
    const { id } = await onboardedAccount(world);
    const transfer = await stripe.transfers.create({ ...usd(1_000), destination: id });
    await test(`/accounts/${id}/deauthorize`);
    for (const call of [
      stripe.accounts.retrieve(id),
      stripe.accounts.update(id, { metadata: { a: 'b' } }),
      stripe.balance.retrieve({}, { stripeAccount: id }),
    ]) {
      await expect(call).rejects.toMatchObject({
        type: 'StripePermissionError',
        statusCode: 403,
        code: 'account_invalid',
      });
    }
    const sent = stripe.transfers.create({ ...usd(100), destination: id });
    await expect(sent).rejects.toMatchObject({ code: 'resource_missing', param: 'destination' });
    expect((await stripe.accounts.list()).data).toEqual([]);
    const reversal = await stripe.transfers.createReversal(transfer.id, { amount: 1_000 });
    expect(reversal.amount).toBe(1_000);
  });

  it('are closed by the platform only when they are empty', async () => {
    await using world = await openStandIn();
    const { stripe, test } = world;
    await payIn(stripe, 10_000);
    const { id } = await onboardedAccount(world);
    await stripe.transfers.create({ ...usd(1_000), destination: id });
    await expect(stripe.accounts.del(id)).rejects.toMatchObject({ statusCode: 400 });
    await test('/adjustments', { amount: -1_000 }, id);
    expect(await stripe.accounts.del(id)).toMatchObject({ deleted: true });
    await expect(stripe.accounts.retrieve(id)).rejects.toMatchObject({ code: 'account_invalid' });
  });

  it('may be below zero, and then nothing can be taken back from them', async () => {
    await using world = await openStandIn();
    const { stripe, test } = world;
    await payIn(stripe, 10_000);
    const { id } = await onboardedAccount(world);
    const transfer = await stripe.transfers.create({ ...usd(1_000), destination: id });
    await test('/adjustments', { amount: -1_500 }, id);
    const { available } = await stripe.balance.retrieve({}, { stripeAccount: id });
    expect(available).toMatchObject([usd(-500)]);
    const reversal = stripe.transfers.createReversal(transfer.id, { amount: 1 });
    await expect(reversal).rejects.toMatchObject({ code: 'balance_insufficient' });
  });
});
