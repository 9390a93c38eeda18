import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Contract, chargeOf, openContract, payNow } from './contract-stripe.ts';

let contract: Contract;
beforeAll(async () => {
  contract = await openContract();
});
afterAll(() => contract[Symbol.asyncDispose]());

describe('a refund', () => {
  it('takes its amount from the balance, without a fee, and leaves the charge its fee', async () => {
    const { stripe } = contract;
    const charge = chargeOf(await payNow(stripe, 10_000));
    const refund = await stripe.refunds.create({
      charge: charge.id,
      amount: 4_000,
      metadata: { refundId: 'r1' },
      expand: ['balance_transaction'],
    });
    expect(refund).toMatchObject({
      status: 'succeeded',
      amount: 4_000,
      charge: charge.id,
      metadata: { refundId: 'r1' },
      balance_transaction: { type: 'refund', amount: -4_000, fee: 0, net: -4_000, source: refund.id },
    });
    expect(await stripe.charges.retrieve(charge.id)).toMatchObject({
      amount_refunded: 4_000,
      refunded: false,
    });
    expect((await stripe.refunds.list({ charge: charge.id })).data).toMatchObject([{ id: refund.id }]);
  });

  it('is never more than what is left, and a second whole one has a code of its own', async () => {
    const { stripe } = contract;
    const charge = chargeOf(await payNow(stripe, 1_000)).id;
    await expect(stripe.refunds.create({ charge, amount: 1_001 })).rejects.toMatchObject({ statusCode: 400 });
    await stripe.refunds.create({ charge });
    await expect(stripe.refunds.create({ charge })).rejects.toMatchObject({
      statusCode: 400,
      code: 'charge_already_refunded',
    });
  });

  it('that fails later gives its money back by refund_failure', async ({ skip }) => {
    skip(contract.isReal, 'needs the time that a bank takes');
    const { stripe } = contract;
    const charge = chargeOf(await payNow(stripe, 1_000)).id;
    const { id } = await stripe.refunds.create({ charge });
    await contract.atStandIn(`/refunds/${id}/fail`);
    const failed = await stripe.refunds.retrieve(id, { expand: ['failure_balance_transaction'] });
    expect(failed).toMatchObject({
      status: 'failed',
      failure_balance_transaction: { type: 'refund_failure', net: 1_000, source: id },
    });
  });
});

describe('a dispute', () => {
  async function disputed(): Promise<Stripe.Dispute> {
    const { stripe } = contract;
    const charge = chargeOf(await payNow(stripe, 5_000, { payment_method: 'pm_card_createDispute' })).id;
    // Real Stripe opens it a little later.
    const found = await expect
      .poll(async () => (await stripe.disputes.list({ charge })).data, { timeout: 30_000, interval: 500 })
      .toHaveLength(1)
      .then(() => stripe.disputes.list({ charge }));
    const [dispute] = found.data;
    if (dispute === undefined) throw new Error(`${charge} is not disputed`);
    return dispute;
  }

  it('takes the amount and a fee from the balance at once, and forbids a refund', async () => {
    const { stripe } = contract;
    const dispute = await disputed();
    expect(dispute).toMatchObject({ status: 'needs_response', amount: 5_000 });
    expect(dispute.balance_transactions).toMatchObject([
      { type: 'adjustment', reporting_category: 'dispute', amount: -5_000, source: dispute.id },
    ]);
    expect(dispute.balance_transactions[0]?.fee).toBeGreaterThan(0);
    const charge = String(dispute.charge);
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ disputed: true });
    await expect(stripe.refunds.create({ charge })).rejects.toMatchObject({ code: 'charge_disputed' });
  });

  it('that is won gives the amount back by a second transaction', async () => {
    const { stripe } = contract;
    const { id } = await disputed();
    await stripe.disputes.update(id, { evidence: { uncategorized_text: 'winning_evidence' } });
    await expect
      .poll(async () => (await stripe.disputes.retrieve(id)).status, { timeout: 30_000, interval: 500 })
      .toBe('won');
    const won = await stripe.disputes.retrieve(id);
    expect(won.balance_transactions).toHaveLength(2);
    expect(won.balance_transactions).toContainEqual(
      expect.objectContaining({ type: 'adjustment', reporting_category: 'dispute_reversal', amount: 5_000 }),
    );
  });

  it('that is lost gives nothing back', async () => {
    const { stripe } = contract;
    const { id } = await disputed();
    expect(await stripe.disputes.close(id)).toMatchObject({ status: 'lost' });
    expect((await stripe.disputes.retrieve(id)).balance_transactions).toHaveLength(1);
  });
});

describe('an early fraud warning', () => {
  it('names its charge, and is not actionable once that is refunded', async () => {
    const { stripe } = contract;
    const intent = await payNow(stripe, 1_000, { payment_method: 'pm_card_createIssuerFraudRecord' });
    const charge = chargeOf(intent).id;
    const warnings = () => stripe.radar.earlyFraudWarnings.list({ charge }).then(({ data }) => data);
    await expect.poll(warnings, { timeout: 30_000, interval: 500 }).toMatchObject([{ actionable: true }]);
    await stripe.refunds.create({ charge });
    await expect.poll(warnings, { timeout: 30_000, interval: 500 }).toMatchObject([{ actionable: false }]);
  });
});
