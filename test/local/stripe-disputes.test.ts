import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { openStandIn, payIn, type StandInUnderTest } from './stripe-stand-in.ts';

const fee = 1_500;
const available = async ({ stripe }: StandInUnderTest) =>
  (await stripe.balance.retrieve()).available[0]?.amount;

async function disputed(world: StandInUnderTest, terms: object = {}) {
  const intent = await payIn(world.stripe, 10_000);
  const charge = String(intent.latest_charge);
  const dispute = (await world.test(`/charges/${charge}/dispute`, terms)) as Stripe.Dispute;
  return { charge, id: dispute.id, before: 10_000 - 320 };
}

const eventsOf = async ({ stripe }: StandInUnderTest) =>
  (await stripe.events.list({ type: 'charge.dispute.*' })).data.map(({ type }) => type.slice(15)).reverse();

describe('disputes', () => {
  it('that are won give the money back, and the fee only where Stripe does', async () => {
    await using world = await openStandIn();
    const { stripe, test } = world;
    const first = await disputed(world);
    expect(await available(world)).toBe(first.before - 10_000 - fee);
    await test(`/disputes/${first.id}/decide`, { status: 'won' });
    expect(await available(world)).toBe(first.before - fee);
    const won = await stripe.disputes.retrieve(first.id);
    expect(won).toMatchObject({
      status: 'won',
      balance_transactions: [
        { type: 'adjustment', reporting_category: 'dispute', amount: -10_000, fee, source: first.id },
        { type: 'adjustment', reporting_category: 'dispute_reversal', amount: 10_000, fee: 0 },
      ],
    });
    expect(await eventsOf(world)).toEqual(['created', 'funds_withdrawn', 'funds_reinstated', 'closed']);
    const second = await disputed(world);
    await test(`/disputes/${second.id}/decide`, { status: 'won', returnsFee: true });
    expect(await available(world)).toBe(2 * first.before - fee);
    expect(await test(`/disputes/${second.id}/decide`, { status: 'lost' })).toHaveProperty('error');
  });

  it('that are lost give nothing back, or a part', async () => {
    await using world = await openStandIn();
    const { test } = world;
    const { id, before } = await disputed(world);
    await test(`/disputes/${id}/decide`, { status: 'lost' });
    expect(await available(world)).toBe(before - 10_000 - fee);
    const partly = await disputed(world, { amount: 6_000, reason: 'product_not_received' });
    await test(`/disputes/${partly.id}/decide`, { status: 'lost', amount: 2_500 });
    expect(await available(world)).toBe(2 * before - 10_000 - 6_000 + 2_500 - 2 * fee);
    expect(await test(`/disputes/${partly.id}/decide`, { status: 'won' })).toHaveProperty('error');
  });

  it('that only inquire take nothing until they escalate, and allow a refund', async () => {
    await using world = await openStandIn();
    const { stripe, test } = world;
    const { id, charge, before } = await disputed(world, { inquiry: true });
    expect(await stripe.disputes.retrieve(id)).toMatchObject({
      status: 'warning_needs_response',
      balance_transactions: [],
    });
    expect(await available(world)).toBe(before);
    await stripe.refunds.create({ charge, amount: 1_000 });
    await test(`/disputes/${id}/decide`, { status: 'warning_closed' });
    const other = await disputed(world, { inquiry: true });
    await test(`/disputes/${other.id}/escalate`);
    expect(await stripe.disputes.retrieve(other.id)).toMatchObject({ status: 'needs_response' });
    expect(await available(world)).toBe(2 * before - 1_000 - 10_000 - fee);
  });

  it('forbid a refund, and are handed to the bank with submit', async () => {
    await using world = await openStandIn();
    const { stripe } = world;
    const { id, charge } = await disputed(world);
    const refund = stripe.refunds.create({ charge });
    await expect(refund).rejects.toMatchObject({ statusCode: 400, code: 'charge_disputed' });
    const submitted = await stripe.disputes.update(id, { evidence: { uncategorized_text: 'It was them.' } });
    expect(submitted).toMatchObject({ status: 'under_review' });
  });
});

describe('early fraud warnings', () => {
  it('come with a card its issuer suspects, and end with the refund', async () => {
    await using world = await openStandIn();
    const { stripe } = world;
    const intent = await stripe.paymentIntents.create({
      amount: 1_000,
      currency: 'usd',
      confirm: true,
      payment_method: 'pm_card_createIssuerFraudRecord',
    });
    const charge = String(intent.latest_charge);
    const [warning] = (await stripe.radar.earlyFraudWarnings.list({ charge })).data;
    expect(warning).toMatchObject({ actionable: true, payment_intent: intent.id });
    await stripe.refunds.create({ charge });
    const ended = await stripe.radar.earlyFraudWarnings.retrieve(String(warning?.id), { expand: ['charge'] });
    expect(ended).toMatchObject({ actionable: false, charge: { refunded: true } });
    const { data } = await stripe.events.list({ type: 'radar.*' });
    expect(data.map(({ type }) => type)).toEqual([
      'radar.early_fraud_warning.updated',
      'radar.early_fraud_warning.created',
    ]);
  });

  it('come for any charge by hand, and are not actionable once it is disputed', async () => {
    await using world = await openStandIn();
    const { charge } = await disputed(world);
    expect(await world.test(`/charges/${charge}/warn`, { fraud_type: 'card_never_received' })).toMatchObject({
      actionable: false,
      fraud_type: 'card_never_received',
    });
  });
});
