import Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTopUp } from '../../functions/customer/create-top-up.ts';
import { getBalance } from '../../functions/customer/get-balance.ts';
import { authenticate } from '../../functions/edge/authenticate.ts';
import { newApi } from '../../functions/edge/http.ts';
import { pollStripe } from '../../functions/market/poll-stripe.ts';
import {
  callerOf,
  type MoneyRig,
  newCustomer,
  payIn,
  proofOf,
  startMoney,
  webhookSecret,
} from '../support/money-rig.ts';

let rig: MoneyRig;
beforeAll(async () => {
  rig = await startMoney();
});
afterAll(() => rig.close());

function customerApi(apiKey: string) {
  const api = newApi(rig.deps);
  api.use(authenticate(rig.deps, 'customer'));
  createTopUp(api, rig.deps);
  getBalance(api, rig.deps);
  return callerOf(api, apiKey);
}

/** Stripe's event about a payment, as Stripe would sign it `secondsAhead` from now. */
function deliver(event: object, { secret = webhookSecret, secondsAhead = 0 } = {}) {
  const payload = JSON.stringify({ id: 'evt_1', object: 'event', livemode: false, ...event });
  const timestamp = Math.floor(rig.deps.now() / 1_000) + secondsAhead;
  return rig.webhook.request('/v1/stripe/webhook', {
    method: 'POST',
    headers: {
      'stripe-signature': Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp }),
      'content-type': 'application/json',
    },
    body: payload,
  });
}

const paidEvent = (paymentIntentId: string) => ({
  type: 'payment_intent.succeeded',
  data: { object: { id: paymentIntentId, object: 'payment_intent' } },
});

test('a customer tops up on a page of Stripe and sees the balance rise', async () => {
  const { apiKey } = await newCustomer(rig);
  const call = customerApi(apiKey);
  const topUp = await call('POST', '/v1/top_ups', { amount_usd: 25 });
  expect(topUp).toMatchObject({ status: 200, body: { object: 'top_up', amount_usd: 25, status: 'open' } });
  expect((await call('GET', '/v1/balance')).body.available_micro_usd).toBe(0);
  const paid = await rig.atStripe(`/checkout/sessions/${topUp.body.id}/pay`);
  await deliver({ type: 'checkout.session.completed', data: { object: paid } });
  expect((await call('GET', '/v1/balance')).body.available_micro_usd).toBe(25_000_000);
});

test('a top-up below ten dollars is refused before Stripe is asked', async () => {
  const { apiKey } = await newCustomer(rig);
  const reply = await customerApi(apiKey)('POST', '/v1/top_ups', { amount_usd: 9 });
  expect(reply).toMatchObject({ status: 400, body: { error: { param: 'amount_usd' } } });
});

test('a payment told by five events and two polls at once is credited once', async () => {
  const { customerId } = await newCustomer(rig);
  const paymentIntentId = await payIn(rig, customerId, 1_000);
  await Promise.all([
    ...Array.from({ length: 5 }, () => deliver(paidEvent(paymentIntentId))),
    pollStripe(rig.deps)(),
    pollStripe(rig.deps)(),
  ]);
  await pollStripe(rig.deps)();
  expect(await rig.deps.ledger.customerBalance(customerId)).toBe(10_000_000n);
});

test('with every webhook lost the poller brings the ledger to the same state', async () => {
  const { customerId } = await newCustomer(rig);
  const before = await proofOf(rig);
  await payIn(rig, customerId, 2_000);
  await payIn(rig, customerId, 3_000);
  expect(await proofOf(rig)).toMatchObject({ holds: true, unmatched: 2 });
  expect(await pollStripe(rig.deps)()).toBe(2);
  expect(await pollStripe(rig.deps)()).toBe(0);
  expect(await rig.deps.ledger.customerBalance(customerId)).toBe(50_000_000n);
  const after = await proofOf(rig);
  expect(after).toMatchObject({ holds: true, unmatched: 0, sumMicroUsd: 0, entries: before.entries + 4 });
});

test('one payment that cannot be taken over is reported and read again, the others go on', async () => {
  const { customerId } = await newCustomer(rig);
  const first = await payIn(rig, customerId, 1_000);
  await payIn(rig, customerId, 1_000);
  await rig.atStripe('/faults', { match: `GET /v1/payment_intents/${first}`, kind: '500' });
  expect(await pollStripe(rig.deps)()).toBe(1);
  expect(rig.faults.splice(0)).toEqual([expect.stringMatching(/^Stripe's balance transaction txn_/)]);
  expect(await pollStripe(rig.deps)()).toBe(1);
  expect(await rig.deps.ledger.customerBalance(customerId)).toBe(20_000_000n);
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
  expect(await rig.deps.ledger.customerBalance(customerId)).toBe(0n);
  expect((await deliver(event, { secondsAhead: 299 })).status).toBe(200);
  expect(await rig.deps.ledger.customerBalance(customerId)).toBe(10_000_000n);
});

test("an event of an owner's connected account credits nobody", async () => {
  const { customerId } = await newCustomer(rig);
  const paymentIntentId = await payIn(rig, customerId, 1_000);
  const reply = await deliver({ ...paidEvent(paymentIntentId), account: 'acct_of_an_owner' });
  expect(reply.status).toBe(200);
  expect(await rig.deps.ledger.customerBalance(customerId)).toBe(0n);
});

test('what an event claims is not believed: the amount is what Stripe says when asked', async () => {
  const { customerId } = await newCustomer(rig);
  const paymentIntentId = await payIn(rig, customerId, 1_000);
  const claimed = {
    type: 'payment_intent.succeeded',
    data: { object: { id: paymentIntentId, amount: 999_999, metadata: { customerId: 'somebody-else' } } },
  };
  await deliver(claimed);
  expect(await rig.deps.ledger.customerBalance(customerId)).toBe(10_000_000n);
  expect(await rig.deps.ledger.customerBalance('somebody-else')).toBe(0n);
});
