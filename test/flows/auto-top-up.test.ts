import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { demoPolicy, standardPolicy } from '../../shared/policy.ts';
import { type BillingRig, startBilling } from '../support/billing-rig.ts';
import { cardedCustomers } from '../support/carded-customers.ts';
import { proofOf } from '../support/money-rig.ts';

const daySeconds = 86_400;

let rig: BillingRig;
let carded: ReturnType<typeof cardedCustomers>;
beforeAll(async () => {
  rig = await startBilling();
  carded = cardedCustomers(rig);
});
afterEach(() => fetch(`${rig.standIn.url}/_test/faults`, { method: 'DELETE' }));
afterAll(() => rig.close());

test('it takes a saved card', async () => {
  const { call } = await rig.newCustomer();
  expect((await call('GET', '/v1/auto_top_up')).body).toMatchObject({ status: 'off', below_usd: null });
  const refused = await call('PUT', '/v1/auto_top_up', { below_usd: 10, amount_usd: 30 });
  expect(refused).toMatchObject({ status: 409, body: { error: { code: 'top_up_refused' } } });
  // A card that paid without being saved can't be charged again.
  const { checkout_session } = (await call('POST', '/v1/top_ups', { amount_usd: 20 })).body;
  await rig.atStripe(`/checkout/sessions/${checkout_session}/pay`);
  expect((await call('PUT', '/v1/auto_top_up', { below_usd: 10, amount_usd: 30 })).status).toBe(409);
});

test('the hold that leaves too little brings it about, once, however many holds see it', async () => {
  const customer = await carded.customerWithCard();
  await rig.hold(customer.customerId, 5_000_000n);
  await rig.drain();
  expect(await carded.automatic(customer)).toEqual([]);
  await Promise.all(Array.from({ length: 5 }, () => rig.hold(customer.customerId, 2_000_000n)));
  const [failures] = await Promise.all([rig.drain(), rig.drain()]);
  expect(failures).toEqual([]);
  await rig.sweep();
  expect(await carded.automatic(customer)).toMatchObject([{ status: 'paid', amount_usd: 30 }]);
  expect(await carded.charges(customer)).toBe(1);
  expect((await rig.balance(customer.customerId)).availableMicroUsd).toBe(35_000_000n);
  expect(await carded.told(customer)).toMatchObject({ status: 'on', waits_for: 'balance', top_up: null });
});

test('with every message lost the timer does it', async () => {
  const customer = await carded.customerWithCard();
  await rig.hold(customer.customerId, 15_000_000n);
  rig.stream.lose();
  expect((await rig.balance(customer.customerId)).availableMicroUsd).toBe(5_000_000n);
  await rig.sweep();
  await rig.sweep();
  expect((await rig.balance(customer.customerId)).availableMicroUsd).toBe(35_000_000n);
  expect(await carded.charges(customer)).toBe(1);
});

test("a declined card pauses it with the card's own reason, and nothing is charged until the customer acts", async () => {
  const customer = await carded.customerWithCard();
  await carded.cardBecomes(customer, 'tok_chargeCustomerFail');
  await rig.hold(customer.customerId, 15_000_000n);
  await rig.drain();
  expect(await carded.told(customer)).toMatchObject({
    status: 'paused',
    failure: { code: 'generic_decline' },
    waits_for: 'you',
    pay_url: null,
  });
  const [{ id, status, failure }] = await carded.automatic(customer);
  expect({ status, failure }).toMatchObject({ status: 'failed', failure: { code: 'generic_decline' } });
  const event = { eventId: `evt_balance_top_up_failed_${id.split('_')[1]}`, subjectId: id, createdAt: 0 };
  expect(
    await rig.deps.webhookDeliveries.isAnnounced(customer.customerId, {
      ...event,
      type: 'balance.top_up_failed',
    }),
  ).toBe(true);
  await rig.hold(customer.customerId, 1_000_000n);
  await rig.sweep();
  expect(await carded.automatic(customer)).toHaveLength(1);
  // The card is good again, and the customer says so.
  await carded.cardBecomes(customer, 'tok_visa');
  await customer.call('PUT', '/v1/auto_top_up', { below_usd: 10, amount_usd: 30 });
  await rig.sweep();
  expect(await carded.told(customer)).toMatchObject({ status: 'on', failure: null });
  expect((await rig.balance(customer.customerId)).availableMicroUsd).toBe(34_000_000n);
  expect(await carded.charges(customer)).toBe(1);
});

test('a card whose bank wants its holder pauses it with a page to pay on, and goes on once that is paid', async () => {
  const customer = await carded.customerWithCard();
  await carded.cardBecomes(customer, 'tok_authenticationRequired');
  await rig.hold(customer.customerId, 15_000_000n);
  await rig.drain();
  const paused = await carded.told(customer);
  expect(paused).toMatchObject({
    status: 'paused',
    failure: { code: 'authentication_required' },
    pay_url: expect.stringContaining('http'),
  });
  const page = (await customer.call('GET', '/v1/top_ups')).body.data.find(
    (each: { url: string | null }) => each.url === paused.pay_url,
  );
  expect(page).toMatchObject({ status: 'open', amount_usd: 30, automatic: false });
  await rig.atStripe(`/checkout/sessions/${page.checkout_session}/pay`, {
    payment_method: 'pm_card_authenticationRequired',
  });
  await rig.poll();
  await rig.sweep();
  expect(await carded.told(customer)).toMatchObject({ status: 'on', failure: null, pay_url: null });
  expect((await rig.balance(customer.customerId)).availableMicroUsd).toBe(35_000_000n);
  // The payment that failed is closed: it can't be made beside the page's.
  expect(await carded.charges(customer)).toBe(1);
});

test('no more in a month than the customer allowed, and again in the next', async () => {
  const customer = await carded.customerWithCard({ monthly_max_usd: 40 });
  await rig.hold(customer.customerId, 15_000_000n);
  await rig.drain();
  await rig.hold(customer.customerId, 30_000_000n);
  await rig.drain();
  await rig.sweep();
  expect(await carded.told(customer)).toMatchObject({ status: 'on', waits_for: 'monthly_max' });
  expect(await carded.charges(customer)).toBe(1);
  rig.advanceSeconds(32 * daySeconds);
  await rig.sweep();
  expect(await carded.charges(customer)).toBe(2);
});

test('off is off: what is under way is still made, and nothing after it', async () => {
  const customer = await carded.customerWithCard();
  await rig.hold(customer.customerId, 15_000_000n);
  await rig.fail('POST /v1/payment_intents', 'drop_after_commit', 2);
  await rig.drain();
  expect((await customer.call('DELETE', '/v1/auto_top_up')).body.status).toBe('off');
  await rig.sweep();
  expect(await carded.automatic(customer)).toMatchObject([{ status: 'paid' }]);
  await rig.hold(customer.customerId, 34_000_000n);
  await rig.sweep();
  expect(await carded.automatic(customer)).toHaveLength(1);
  expect(await carded.told(customer)).toMatchObject({ status: 'off', top_up: null, waits_for: 'you' });
});

test('a frozen customer is not charged', async () => {
  const customer = await carded.customerWithCard();
  await rig.hold(customer.customerId, 15_000_000n);
  rig.stream.lose();
  await rig.deps.commit([freeze(customer.customerId)]);
  await rig.sweep();
  expect(await carded.automatic(customer)).toEqual([]);
  expect(await carded.told(customer)).toMatchObject({ waits_for: 'frozen' });
});

const freeze = (customerId: string) => ({
  update: {
    Key: { pk: `BALANCE#customer/${customerId}`, sk: 'BALANCE' },
    UpdateExpression: 'ADD frozenBy :reason',
    ExpressionAttributeValues: { ':reason': new Set(['finance']) },
  },
  otherwise: new Error('never') as never,
});

test('after all of it the books are right', async () => {
  await rig.poll();
  expect((await proofOf(rig)).invariants.filter(({ holds }: { holds: boolean }) => !holds)).toEqual([]);
  expect(await proofOf(rig)).toMatchObject({ holds: true, unmatched: 0 });
});

test("a new customer's limit holds for the saved card too", async () => {
  const capped = await startBilling({
    policy: { ...demoPolicy, newCustomer: standardPolicy.newCustomer },
  });
  const { customerId, call } = await capped.newCustomer();
  const { checkout_session } = (await call('POST', '/v1/top_ups', { amount_usd: 30, save_card: true })).body;
  await capped.atStripe(`/checkout/sessions/${checkout_session}/pay`);
  await capped.poll();
  await call('PUT', '/v1/auto_top_up', { below_usd: 29, amount_usd: 30 });
  await capped.hold(customerId, 5_000_000n);
  await capped.drain();
  expect((await call('GET', '/v1/auto_top_up')).body).toMatchObject({ waits_for: 'new_customer_limit' });
  capped.advanceSeconds(31 * daySeconds);
  await capped.sweep();
  expect((await capped.balance(customerId)).availableMicroUsd).toBe(55_000_000n);
  await capped.close();
});
