import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Contract,
  expressAccount,
  needsReceiver,
  openContract,
  payNow,
  unique,
  usd,
} from './contract-stripe.ts';

let contract: Contract;
let destination: string | undefined;
beforeAll(async () => {
  contract = await openContract();
  destination = await contract.receiver();
  await payNow(contract.stripe, 50_000);
});
afterAll(() => contract[Symbol.asyncDispose]());

/** Where transfers go; a test that asks for it is skipped where there is none. */
function receiverOrSkip(skip: (isSkipped: boolean, note: string) => void): string {
  skip(destination === undefined, needsReceiver);
  return String(destination);
}

describe('a connected account', () => {
  it('tells what is asked of it, and receives nothing before its owner has answered', async () => {
    const { stripe } = contract;
    const account = await stripe.accounts.create({ ...expressAccount, metadata: { ownerId: 'o1' } });
    expect(account).toMatchObject({
      payouts_enabled: false,
      details_submitted: false,
      capabilities: { transfers: 'inactive' },
      metadata: { ownerId: 'o1' },
    });
    expect(account.requirements?.currently_due).not.toEqual([]);
    const early = stripe.transfers.create({ ...usd(100), destination: account.id });
    await expect(early).rejects.toMatchObject({
      statusCode: 400,
      code: 'insufficient_capabilities_for_transfer',
    });
    const link = await stripe.accountLinks.create({
      account: account.id,
      type: 'account_onboarding',
      refresh_url: 'https://example.com/again',
      return_url: 'https://example.com/done',
    });
    expect(link.expires_at).toBeGreaterThan(link.created);
    expect(await stripe.accounts.del(account.id)).toMatchObject({ deleted: true });
    await expect(stripe.accounts.retrieve(account.id)).rejects.toMatchObject({
      type: 'StripePermissionError',
      statusCode: 403,
      code: 'account_invalid',
    });
  });

  it('that does not exist is refused as destination and in the header', async () => {
    const { stripe } = contract;
    const nobody = 'acct_1000000000000000';
    await expect(stripe.transfers.create({ ...usd(100), destination: nobody })).rejects.toMatchObject({
      statusCode: 400,
      code: 'resource_missing',
      param: 'destination',
    });
    await expect(stripe.balance.retrieve({}, { stripeAccount: nobody })).rejects.toMatchObject({
      statusCode: 403,
      code: 'account_invalid',
    });
  });
});

describe('a transfer', () => {
  it('moves the balance by its amount, and is found again by its group and metadata', async ({ skip }) => {
    const destination = receiverOrSkip(skip);
    const { stripe } = contract;
    const transfer_group = unique('payout');
    const transfer = await stripe.transfers.create({
      ...usd(1_000),
      destination,
      transfer_group,
      metadata: { payoutNo: '7' },
      expand: ['balance_transaction'],
    });
    expect(transfer).toMatchObject({
      amount_reversed: 0,
      reversed: false,
      balance_transaction: { type: 'transfer', amount: -1_000, fee: 0, source: transfer.id },
    });
    const { data } = await stripe.transfers.list({ transfer_group });
    expect(data).toMatchObject([{ id: transfer.id, destination, metadata: { payoutNo: '7' } }]);
    expect((await stripe.transfers.list({ transfer_group: unique('none') })).data).toEqual([]);
  });

  it('is refused when the balance does not cover it, and that answer is kept under its key', async ({
    skip,
  }) => {
    const destination = receiverOrSkip(skip);
    const { stripe } = contract;
    const idempotencyKey = unique('payout');
    for (const attempt of ['first', 'second']) {
      const sent = stripe.transfers.create({ ...usd(99_999_900), destination }, { idempotencyKey });
      await expect(sent, attempt).rejects.toMatchObject({ statusCode: 400, code: 'balance_insufficient' });
    }
  });

  it('is reversed in parts, never by more than is left', async ({ skip }) => {
    const destination = receiverOrSkip(skip);
    const { stripe } = contract;
    const { id } = await stripe.transfers.create({ ...usd(1_000), destination });
    const reversal = await stripe.transfers.createReversal(id, {
      amount: 300,
      metadata: { reason: 'proven_fraud' },
      expand: ['balance_transaction'],
    });
    expect(reversal).toMatchObject({
      amount: 300,
      transfer: id,
      metadata: { reason: 'proven_fraud' },
      balance_transaction: { type: 'transfer_refund', amount: 300, fee: 0 },
    });
    const tooMuch = stripe.transfers.createReversal(id, { amount: 701 });
    await expect(tooMuch).rejects.toMatchObject({ statusCode: 400 });
    await stripe.transfers.createReversal(id);
    expect(await stripe.transfers.retrieve(id)).toMatchObject({ amount_reversed: 1_000, reversed: true });
  });
});
