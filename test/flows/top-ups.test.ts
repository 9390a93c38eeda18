import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoPolicy, standardPolicy } from '../../shared/policy.ts';
import { type BillingRig, startBilling } from '../support/billing-rig.ts';
import { proofOf } from '../support/money-rig.ts';

const daySeconds = 86_400;

let rig: BillingRig;
beforeAll(async () => {
  rig = await startBilling({ policy: { ...demoPolicy, newCustomer: standardPolicy.newCustomer } });
});
afterAll(() => rig.close());

const pay = (session: string, payment_method = 'pm_card_visa') =>
  rig.atStripe(`/checkout/sessions/${session}/pay`, { payment_method });

test('a top-up is open until it is paid, then paid for good, and names its payment', async () => {
  const { customerId, call } = await rig.newCustomer();
  const { status, body } = await call('POST', '/v1/top_ups', { amount_usd: 25 });
  expect({ status, body }).toMatchObject({
    status: 200,
    body: { object: 'top_up', amount_usd: 25, status: 'open', automatic: false, failure: null },
  });
  expect((await call('GET', `/v1/top_ups/${body.id}`)).body).toEqual(body);
  await pay(body.checkout_session);
  // Stripe has the money; the ledger has not heard of it.
  expect((await call('GET', `/v1/top_ups/${body.id}`)).body).toMatchObject({
    status: 'processing',
    url: null,
  });
  await rig.poll();
  const paid = (await call('GET', `/v1/top_ups/${body.id}`)).body;
  expect(paid).toMatchObject({ status: 'paid', failure: null, url: null });
  expect(paid.ended_at).not.toBeNull();
  const entries = await Array.fromAsync(rig.deps.ledger.entriesUnder(`customer/${customerId}`));
  expect(entries.find(({ kind }) => kind === 'top-up')?.memo).toMatchObject({ topUpId: body.id });
  expect(
    await rig.deps.webhookDeliveries.isAnnounced(customerId, {
      eventId: `evt_balance_topped_up_${body.id.split('_')[1]}`,
      type: 'balance.topped_up',
      createdAt: 0,
      subjectId: body.id,
    }),
  ).toBe(true);
});

test("a customer has one name at Stripe, and nobody sees another's top-ups", async () => {
  const { customerId, call } = await rig.newCustomer();
  const first = (await call('POST', '/v1/top_ups', { amount_usd: 10 })).body;
  rig.advanceSeconds(1);
  const second = (await call('POST', '/v1/top_ups', { amount_usd: 15 })).body;
  const sessions = await Promise.all(
    [first, second].map(({ checkout_session }) => rig.stripe.checkout.sessions.retrieve(checkout_session)),
  );
  const { stripeCustomerId } = await rig.deps.customers.get(customerId);
  expect(sessions.map(({ customer }) => customer)).toEqual([stripeCustomerId, stripeCustomerId]);
  const list = (await call('GET', '/v1/top_ups?limit=1')).body;
  expect(list).toMatchObject({ data: [{ id: second.id }], has_more: true });
  expect((await call('GET', `/v1/top_ups?after=${second.id}`)).body.data).toMatchObject([{ id: first.id }]);
  const stranger = (await rig.newCustomer()).call;
  expect((await stranger('GET', `/v1/top_ups/${first.id}`)).status).toBe(404);
  expect((await stranger('GET', `/v1/top_ups?after=${first.id}`)).status).toBe(400);
  expect((await stranger('GET', '/v1/top_ups')).body.data).toEqual([]);
});

test('a bank account pays days later: processing until then', async () => {
  const { customerId, call } = await rig.newCustomer();
  const { id, checkout_session } = (await call('POST', '/v1/top_ups', { amount_usd: 40 })).body;
  await pay(checkout_session, 'pm_usBankAccount_success');
  await rig.poll();
  expect((await call('GET', `/v1/top_ups/${id}`)).body).toMatchObject({
    status: 'processing',
    failure: null,
  });
  expect((await rig.balance(customerId)).availableMicroUsd).toBe(0n);
  rig.advanceSeconds(6 * daySeconds);
  await rig.poll();
  expect((await call('GET', `/v1/top_ups/${id}`)).body.status).toBe('paid');
  expect((await rig.balance(customerId)).availableMicroUsd).toBe(40_000_000n);
});

test('a bank account that fails days later says why, is told of, and moves nothing', async () => {
  const { customerId, call } = await rig.newCustomer();
  const { id, checkout_session } = (await call('POST', '/v1/top_ups', { amount_usd: 40 })).body;
  await pay(checkout_session, 'pm_usBankAccount_insufficientFunds');
  await rig.poll();
  expect((await call('GET', `/v1/top_ups/${id}`)).body.status).toBe('processing');
  rig.advanceSeconds(6 * daySeconds);
  await rig.poll();
  const record = await rig.deps.topUps.get({ customerId, topUpId: id });
  expect(record).toMatchObject({ state: 'failed', failure: { code: 'insufficient_funds' } });
  expect((await call('GET', `/v1/top_ups/${id}`)).body).toMatchObject({
    status: 'failed',
    failure: { code: 'insufficient_funds', message: expect.stringMatching(/\w/) },
  });
  expect((await rig.balance(customerId)).availableMicroUsd).toBe(0n);
});

test('a page that nobody pays expires, one whose first card was declined stays open', async () => {
  const { call } = await rig.newCustomer();
  const { id, checkout_session } = (await call('POST', '/v1/top_ups', { amount_usd: 10 })).body;
  await pay(checkout_session, 'pm_card_visa_chargeDeclined');
  await rig.poll();
  expect((await call('GET', `/v1/top_ups/${id}`)).body).toMatchObject({ status: 'open', failure: null });
  rig.advanceSeconds(daySeconds + 60);
  expect((await call('GET', `/v1/top_ups/${id}`)).body).toMatchObject({ status: 'expired', url: null });
});

test('a new customer tops up 50 dollars within 30 days, counting what is open', async () => {
  const { customerId, call } = await rig.newCustomer();
  const first = (await call('POST', '/v1/top_ups', { amount_usd: 30 })).body;
  const refused = await call('POST', '/v1/top_ups', { amount_usd: 30 });
  expect(refused).toMatchObject({
    status: 409,
    body: {
      error: { code: 'top_up_refused', message: expect.stringContaining('$20.00 is left until 2027-') },
    },
  });
  await pay(first.checkout_session);
  expect((await call('POST', '/v1/top_ups', { amount_usd: 30 })).status).toBe(409);
  await rig.poll();
  expect((await call('POST', '/v1/top_ups', { amount_usd: 30 })).status).toBe(409);
  const second = await call('POST', '/v1/top_ups', { amount_usd: 20 });
  expect(second.status).toBe(200);
  expect((await call('POST', '/v1/top_ups', { amount_usd: 10 })).status).toBe(409);
  // What nobody pays in time does not count any more.
  rig.advanceSeconds(daySeconds + 60);
  expect((await call('POST', '/v1/top_ups', { amount_usd: 10 })).status).toBe(200);
  rig.advanceSeconds(30 * daySeconds);
  expect((await call('POST', '/v1/top_ups', { amount_usd: 5_000 })).status).toBe(200);
  expect((await rig.balance(customerId)).toppedUpMicroUsd).toBe(30_000_000n);
});

test('of two top-ups at once that together exceed the limit one is refused', async () => {
  const { call } = await rig.newCustomer();
  const replies = await Promise.all(
    Array.from({ length: 4 }, () => call('POST', '/v1/top_ups', { amount_usd: 30 })),
  );
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
});

test('a page whose making was not answered is found again, and there is no second one', async () => {
  const { customerId, call } = await rig.newCustomer();
  await rig.fail('POST /v1/checkout/sessions', 'drop_after_commit', 2);
  expect((await call('POST', '/v1/top_ups', { amount_usd: 30 })).status).toBe(500);
  const [found] = (await call('GET', '/v1/top_ups')).body.data;
  expect(found).toMatchObject({ status: 'open', url: expect.stringContaining('http') });
  const { stripeCustomerId = '' } = await rig.deps.customers.get(customerId);
  const sessions = await rig.stripe.checkout.sessions.list({ customer: stripeCustomerId });
  expect(sessions.data.map(({ id }) => id)).toEqual([found.checkout_session]);
  // It counts, though its customer was told of a fault.
  expect((await call('POST', '/v1/top_ups', { amount_usd: 30 })).status).toBe(409);
});

test('a page that was never made counts for a quarter of an hour and no longer', async () => {
  const { call } = await rig.newCustomer();
  await rig.fail('POST /v1/checkout/sessions', 'drop_before', 2);
  expect((await call('POST', '/v1/top_ups', { amount_usd: 50 })).status).toBe(500);
  expect((await call('POST', '/v1/top_ups', { amount_usd: 50 })).status).toBe(409);
  rig.advanceSeconds(16 * 60);
  expect((await call('POST', '/v1/top_ups', { amount_usd: 50 })).status).toBe(200);
  expect(
    (await call('GET', '/v1/top_ups')).body.data.map(({ status }: { status: string }) => status),
  ).toEqual(['open', 'expired']);
});

test('after all of it the books are right', async () => {
  await rig.poll();
  expect((await proofOf(rig)).invariants.filter(({ holds }: { holds: boolean }) => !holds)).toEqual([]);
  expect(await proofOf(rig)).toMatchObject({ holds: true, unmatched: 0 });
});
