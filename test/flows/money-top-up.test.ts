import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeOver } from '../../functions/market/stripe/take-over.ts';
import { type MoneyInRig, startMoneyIn } from '../support/money-in-rig.ts';
import { newCustomer, newOwner, payIn, proofOf, webhookSecret } from '../support/money-rig.ts';

let rig: MoneyInRig;
beforeAll(async () => {
  rig = await startMoneyIn();
});
afterAll(() => rig.close());

let eventNo = 0;
const deliver: MoneyInRig['deliver'] = (event, sending) =>
  rig.deliver({ id: `evt_top_up_${eventNo++}`, ...event }, sending);

const paidEvent = (paymentIntentId: string) => ({
  type: 'payment_intent.succeeded',
  data: { object: { id: paymentIntentId, object: 'payment_intent' } },
});

test('a customer tops up on a page of Stripe and sees the balance rise', async () => {
  const { apiKey } = await newCustomer(rig);
  const call = rig.customer(apiKey);
  const topUp = await call('POST', '/v1/top_ups', { amount_usd: 25 });
  expect(topUp).toMatchObject({ status: 200, body: { object: 'top_up', amount_usd: 25, status: 'open' } });
  expect((await call('GET', '/v1/balance')).body.available_micro_usd).toBe(0);
  const paid = await rig.atStripe(`/checkout/sessions/${topUp.body.checkout_session}/pay`);
  await deliver({ type: 'checkout.session.completed', data: { object: paid } });
  expect((await call('GET', '/v1/balance')).body.available_micro_usd).toBe(25_000_000);
});

test('a top-up below ten dollars is refused before Stripe is asked', async () => {
  const { apiKey } = await newCustomer(rig);
  const reply = await rig.customer(apiKey)('POST', '/v1/top_ups', { amount_usd: 9 });
  expect(reply).toMatchObject({ status: 400, body: { error: { param: 'amount_usd' } } });
});

test('a payment told by five events and two polls at once is credited once', async () => {
  const { customerId } = await newCustomer(rig);
  const paymentIntentId = await payIn(rig, customerId, 1_000);
  await Promise.all([
    ...Array.from({ length: 5 }, () => deliver(paidEvent(paymentIntentId))),
    rig.poll(),
    rig.poll(),
  ]);
  await rig.poll();
  expect(await rig.available(customerId)).toBe(10_000_000n);
});

test('an event whose message was lost is followed when it is sent again, as from the dashboard', async () => {
  const { customerId } = await newCustomer(rig);
  const event = { ...paidEvent(await payIn(rig, customerId, 1_000)), id: 'evt_sent_again' };
  expect((await rig.send(event)).status).toBe(200);
  rig.stream.lose();
  expect(await rig.available(customerId)).toBe(0n);
  await deliver(event);
  expect(await rig.available(customerId)).toBe(10_000_000n);
  await deliver(event);
  expect(await rig.available(customerId)).toBe(10_000_000n);
});

test('with every webhook lost the poller brings the ledger to the same state', async () => {
  const { customerId } = await newCustomer(rig);
  const before = await proofOf(rig);
  await payIn(rig, customerId, 2_000);
  await payIn(rig, customerId, 3_000);
  expect(await proofOf(rig)).toMatchObject({ holds: true, unmatched: 2 });
  expect(await rig.poll()).toBe(2);
  expect(await rig.poll()).toBe(0);
  expect(await rig.available(customerId)).toBe(50_000_000n);
  const after = await proofOf(rig);
  expect(after).toMatchObject({ holds: true, unmatched: 0, sumMicroUsd: 0, entries: before.entries + 4 });
});

test('one payment that cannot be taken over is reported and read again, the others go on', async () => {
  const { customerId } = await newCustomer(rig);
  const first = await payIn(rig, customerId, 1_000);
  await payIn(rig, customerId, 1_000);
  await rig.atStripe('/faults', { match: `GET /v1/payment_intents/${first}`, kind: '500' });
  expect(await rig.poll()).toBe(1);
  expect(rig.faults.splice(0)).toEqual([expect.stringMatching(/^Stripe's payment pi_/)]);
  expect(await rig.poll()).toBe(1);
  expect(await rig.available(customerId)).toBe(20_000_000n);
});

test('what can never be taken over holds the poller back for a week, not for ever', async () => {
  const { customerId } = await newCustomer(rig);
  const first = await payIn(rig, customerId, 1_000);
  await rig.atStripe('/faults', { match: `GET /v1/payment_intents/${first}`, kind: '500', times: 3 });
  const paidAt = rig.deps.now();
  await rig.poll();
  rig.advanceSeconds(5 * 86_400);
  await rig.poll();
  expect(await rig.deps.stripeCursor.read()).toBeLessThanOrEqual(paidAt);
  rig.advanceSeconds(5 * 86_400);
  await payIn(rig, customerId, 1_000);
  await rig.poll();
  expect(await rig.deps.stripeCursor.read()).toBe(rig.deps.now() - 7 * 86_400_000);
  expect(rig.faults.splice(0).length).toBeGreaterThan(2);
  expect(await rig.available(customerId)).toBe(10_000_000n);
  // The reconciliation names it: whoever looks after it then takes it over all the same.
  await takeOver(rig.deps, { kind: 'payment', id: first });
  expect(await rig.available(customerId)).toBe(20_000_000n);
});

test('a forged, future-dated, old or live-mode event is refused and changes nothing', async () => {
  const { customerId } = await newCustomer(rig);
  const paymentIntentId = await payIn(rig, customerId, 1_000);
  const event = paidEvent(paymentIntentId);
  const forged = await deliver(event, { secret: `${webhookSecret}y` });
  expect(await forged.json()).toMatchObject({ error: { code: 'invalid_signature' } });
  expect((await deliver(event, { secondsAhead: 301 })).status).toBe(400);
  expect((await deliver(event, { secondsAhead: -301 })).status).toBe(400);
  expect((await deliver({ ...event, livemode: true })).status).toBe(400);
  expect((await rig.webhook.request('/v1/stripe/webhook', { method: 'POST', body: '{}' })).status).toBe(400);
  expect(await rig.available(customerId)).toBe(0n);
  expect((await deliver(event, { secondsAhead: 299 })).status).toBe(200);
  expect(await rig.available(customerId)).toBe(10_000_000n);
});

test("an event of an owner's account comes to the endpoint for those, is noted, and credits nobody", async () => {
  const { customerId } = await newCustomer(rig);
  const { stripeAccountId } = await newOwner(rig);
  const paymentIntentId = await payIn(rig, customerId, 1_000);
  const event = { ...paidEvent(paymentIntentId), id: 'evt_of_an_owner', account: stripeAccountId };
  expect((await deliver(event)).status).toBe(400);
  expect((await rig.sendConnected(event)).status).toBe(200);
  await rig.stream.drain();
  expect(await rig.available(customerId)).toBe(0n);
});

test("an event of an account that is nobody's here is refused", async () => {
  const event = { type: 'account.updated', data: { object: { object: 'account', id: 'acct_elsewhere' } } };
  const reply = await rig.sendConnected({ ...event, account: 'acct_elsewhere' });
  expect(await reply.json()).toMatchObject({ error: { code: 'invalid_signature' } });
});

test('a thin event names what happened, and that is enough', async () => {
  const { customerId } = await newCustomer(rig);
  const paymentIntentId = await payIn(rig, customerId, 1_000);
  const { latest_charge } = await rig.stripe.paymentIntents.retrieve(paymentIntentId);
  const thin = {
    object: 'v2.core.event',
    type: 'v1.charge.succeeded',
    created: '2027-01-01T00:00:00Z',
    related_object: { id: latest_charge, type: 'charge', url: `/v1/charges/${latest_charge}` },
  };
  expect((await deliver(thin)).status).toBe(200);
  expect(await rig.available(customerId)).toBe(10_000_000n);
});

test('an event is noted before anything is done, once, and an unknown one leads to nothing', async () => {
  const { customerId } = await newCustomer(rig);
  const event = { id: 'evt_noted', ...paidEvent(await payIn(rig, customerId, 1_000)) };
  expect((await rig.send(event)).status).toBe(200);
  expect(await rig.available(customerId)).toBe(0n);
  expect((await rig.send(event)).status).toBe(200);
  expect(await rig.stream.drain()).toEqual([]);
  expect(await rig.available(customerId)).toBe(10_000_000n);
  const unknown = { type: 'issuing_card.created', data: { object: { object: 'issuing.card', id: 'ic_1' } } };
  expect((await deliver(unknown)).status).toBe(200);
});

test('what an event claims is not believed: the amount is what Stripe says when asked', async () => {
  const { customerId } = await newCustomer(rig);
  const paymentIntentId = await payIn(rig, customerId, 1_000);
  const claimed = {
    type: 'payment_intent.succeeded',
    data: {
      object: {
        object: 'payment_intent',
        id: paymentIntentId,
        amount: 999_999,
        metadata: { customerId: 'somebody-else' },
      },
    },
  };
  await deliver(claimed);
  expect(await rig.available(customerId)).toBe(10_000_000n);
  expect(await rig.available('somebody-else')).toBe(0n);
});
