import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Entry } from '../../shared/ledger.ts';
import { type MoneyInRig, startMoneyIn } from '../support/money-in-rig.ts';
import { newCustomer, payIn, proofOf } from '../support/money-rig.ts';

let rig: MoneyInRig;
beforeAll(async () => {
  rig = await startMoneyIn();
});
afterAll(() => rig.close());

const daySeconds = 86_400;

/** A customer who paid so many cents by one card each, one after the other. */
async function paying(...cents: number[]) {
  const { customerId, apiKey } = await newCustomer(rig);
  const payments: string[] = [];
  for (const each of cents) {
    rig.advanceSeconds(60);
    payments.push(await payIn(rig, customerId, each));
    await rig.poll();
  }
  return { customerId, payments, call: rig.customer(apiKey) };
}

const entriesOf = (customerId: string): Promise<Entry[]> =>
  Array.fromAsync(rig.deps.ledger.entriesUnder(`customer/${customerId}`));

const kindsOf = async (customerId: string) => (await entriesOf(customerId)).map(({ kind }) => kind).sort();

test('unused balance goes back to the cards it came from, the latest payments first', async () => {
  const { customerId, payments, call } = await paying(1_000, 2_000);
  const made = await call('POST', '/v1/refunds', { amount_usd: 25 });
  expect(made).toMatchObject({
    status: 200,
    body: {
      data: [
        { object: 'refund', status: 'pending', payment: payments[1], amount_micro_usd: 20_000_000 },
        { object: 'refund', status: 'pending', payment: payments[0], amount_micro_usd: 5_000_000 },
      ],
    },
  });
  expect(await rig.deps.customerBalances.of(customerId)).toMatchObject({
    availableMicroUsd: 5_000_000n,
    refundingMicroUsd: 25_000_000n,
  });
  expect(await rig.stream.drain()).toEqual([]);
  const { body } = await call('GET', '/v1/refunds');
  expect(body.data.map(({ status }: { status: string }) => status)).toEqual(['sent', 'sent']);
  expect((await call('GET', `/v1/refunds/${body.data[0].id}`)).body).toEqual(body.data[0]);
  const atStripe = await rig.stripe.refunds.list({ payment_intent: String(payments[0]) });
  expect(atStripe.data).toMatchObject([{ amount: 500, metadata: { customerId } }]);
  expect(await rig.deps.customerBalances.of(customerId)).toMatchObject({ refundingMicroUsd: 0n });
  expect(await proofOf(rig)).toMatchObject({ holds: true, unmatched: 0 });
});

test('without an amount all that is unspent goes back, and there is nothing more to refund', async () => {
  const { customerId, call } = await paying(1_000, 1_500);
  expect((await call('POST', '/v1/refunds', {})).body.data).toHaveLength(2);
  await rig.stream.drain();
  expect(await rig.available(customerId)).toBe(0n);
  expect(await call('POST', '/v1/refunds', {})).toMatchObject({
    status: 409,
    body: { error: { code: 'refund_refused', param: 'amount_usd' } },
  });
});

test('more than is unspent, or than the payments of the last 90 days had, is refused with what is possible', async () => {
  const { call } = await paying(1_000);
  rig.advanceSeconds(60 * daySeconds);
  const refused = await call('POST', '/v1/refunds', { amount_usd: 10.01 });
  expect(refused).toMatchObject({ status: 409, body: { error: { code: 'refund_refused' } } });
  expect(refused.body.error.message).toContain('$10.00');
  rig.advanceSeconds(31 * daySeconds);
  expect((await call('POST', '/v1/refunds', { amount_usd: 5 })).body.error.message).toContain('$0.00');
});

test('two refunds at once never take the same money twice', async () => {
  const { customerId, call } = await paying(2_000);
  const replies = await Promise.all([1, 2, 3].map(() => call('POST', '/v1/refunds', { amount_usd: 15 })));
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  expect(await rig.available(customerId)).toBe(5_000_000n);
  await rig.stream.drain();
});

test('another customer sees none of it', async () => {
  const { call } = await paying(1_000);
  const { body } = await call('POST', '/v1/refunds', {});
  const other = rig.customer((await newCustomer(rig)).apiKey);
  expect((await other('GET', '/v1/refunds')).body.data).toEqual([]);
  expect((await other('GET', `/v1/refunds/${body.data[0].id}`)).status).toBe(404);
  await rig.stream.drain();
});

test('finance refunds a customer as the customer could', async () => {
  const { customerId } = await paying(3_000);
  const path = `/v1/finance/customers/${customerId}/refunds`;
  const reply = await rig.finance('POST', path, { amount_usd: 12.34 });
  expect(reply).toMatchObject({ status: 200, body: { data: [{ amount_micro_usd: 12_340_000 }] } });
  // Finance's own rig has no stream: the timer finds what waits.
  await rig.resend();
  expect((await rig.finance('GET', path)).body.data).toMatchObject([{ status: 'sent' }]);
  const [sent] = (await rig.finance('GET', `${path}?limit=1`)).body.data;
  expect((await rig.finance('GET', `${path}?after=${sent.id}`)).body).toMatchObject({
    data: [],
    has_more: false,
  });
});

test('a refund that Stripe made and the answer of which was lost is found again after its key is forgotten', async () => {
  const { customerId, payments, call } = await paying(1_000);
  await call('POST', '/v1/refunds', {});
  await rig.atStripe('/faults', { match: 'POST /v1/refunds', kind: 'drop_after_commit', times: 2 });
  expect(await rig.stream.drain()).toHaveLength(1);
  rig.advanceSeconds(25 * 3_600);
  expect(await rig.resend()).toEqual([]);
  const { data } = await rig.stripe.refunds.list({ payment_intent: String(payments[0]) });
  expect(data).toHaveLength(1);
  expect(await kindsOf(customerId)).toEqual(['refund', 'refund-sent', 'stripe-fee', 'top-up']);
});

test('a refund that the card refuses days later is on the balance again, and can be refunded again', async () => {
  const { customerId, payments, call } = await paying(1_000);
  await call('POST', '/v1/refunds', {});
  await rig.stream.drain();
  const [refund] = (await rig.stripe.refunds.list({ payment_intent: String(payments[0]) })).data;
  rig.advanceSeconds(5 * daySeconds);
  await rig.atStripe(`/refunds/${refund?.id}/fail`);
  expect(await rig.available(customerId)).toBe(0n);
  expect(await rig.poll()).toBeGreaterThan(0);
  expect(await rig.available(customerId)).toBe(10_000_000n);
  expect((await call('GET', '/v1/refunds')).body.data).toMatchObject([
    { status: 'returned', reason: 'lost_or_stolen_card' },
  ]);
  expect(await proofOf(rig)).toMatchObject({ holds: true, unmatched: 0 });
  expect((await call('POST', '/v1/refunds', {})).status).toBe(200);
  await rig.stream.drain();
});

test('a refund that Stripe will never make is the customer’s money again', async () => {
  const { customerId, payments, call } = await paying(2_000);
  const { latest_charge } = await rig.stripe.paymentIntents.retrieve(String(payments[0]));
  const written = await call('POST', '/v1/refunds', {});
  await rig.atStripe(`/charges/${latest_charge}/dispute`);
  expect(await rig.stream.drain()).toEqual([]);
  expect((await call('GET', `/v1/refunds/${written.body.data[0].id}`)).body).toMatchObject({
    status: 'failed',
  });
  expect(await rig.available(customerId)).toBe(20_000_000n);
  await rig.poll();
  expect(await call('POST', '/v1/refunds', {})).toMatchObject({
    body: { error: { code: 'account_frozen' } },
  });
});

test('a refund made by hand at Stripe takes what is unspent, and of the platform what is not', async () => {
  const { customerId, payments } = await paying(3_000);
  await rig.spend(customerId, 24_000_000n);
  await rig.stripe.refunds.create({ payment_intent: String(payments[0]), amount: 1_000 });
  await rig.poll();
  expect(await rig.available(customerId)).toBe(0n);
  const refund = (await entriesOf(customerId)).find(({ kind }) => kind === 'refund');
  expect(refund?.postings).toEqual([
    { account: `customer/${customerId}`, amountMicroUsd: -6_000_000n },
    { account: 'platform/disputes', amountMicroUsd: -4_000_000n },
    { account: `customer/${customerId}/refunding`, amountMicroUsd: 10_000_000n },
  ]);
  const [made] = (await rig.stripe.refunds.list({ payment_intent: String(payments[0]) })).data;
  await rig.atStripe(`/refunds/${made?.id}/fail`);
  await rig.poll();
  expect(await rig.available(customerId)).toBe(6_000_000n);
  const returned = (await entriesOf(customerId)).find(({ kind }) => kind === 'refund-returned');
  expect(returned?.postings).toContainEqual({ account: 'platform/disputes', amountMicroUsd: 4_000_000n });
});
