import { afterAll, beforeAll, expect, test } from 'vitest';
import { balancesOf } from '../../shared/ledger.ts';
import { type MoneyInRig, startMoneyIn } from '../support/money-in-rig.ts';
import { newCustomer, payIn, proofOf } from '../support/money-rig.ts';

let rig: MoneyInRig;
beforeAll(async () => {
  rig = await startMoneyIn();
});
afterAll(() => rig.close());

async function paying(cents: number) {
  const { customerId, apiKey } = await newCustomer(rig);
  const paymentIntentId = await payIn(rig, customerId, cents);
  await rig.poll();
  const { latest_charge } = await rig.stripe.paymentIntents.retrieve(paymentIntentId);
  return { customerId, paymentIntentId, chargeId: String(latest_charge), call: rig.customer(apiKey) };
}

async function disputed(cents: number, terms: object = {}) {
  const customer = await paying(cents);
  const { id } = (await rig.atStripe(`/charges/${customer.chargeId}/dispute`, terms)) as { id: string };
  await rig.poll();
  return { ...customer, disputeId: id };
}

const decide = async (disputeId: string, decision: object) => {
  await rig.atStripe(`/disputes/${disputeId}/decide`, decision);
  await rig.poll();
};

/** What the entries of one dispute did, by account. */
const movedBy = async (disputeId: string) =>
  Object.fromEntries(balancesOf(await Array.fromAsync(rig.deps.ledger.entriesUnder(`dispute/${disputeId}`))));

const isProven = async () =>
  expect(await proofOf(rig)).toMatchObject({ holds: true, unmatched: 0, sumMicroUsd: 0 });

test('a dispute takes the money and a fee at once, and freezes the customer', async () => {
  const { customerId, disputeId, call } = await disputed(2_000);
  expect(await movedBy(disputeId)).toEqual({
    [`dispute/${disputeId}`]: -20_000_000n,
    'stripe/balance': 35_000_000n,
    'stripe/fees': -15_000_000n,
  });
  expect(await rig.frozenBy(customerId)).toEqual([`dispute/${disputeId}`]);
  expect(await rig.available(customerId)).toBe(20_000_000n);
  expect((await call('POST', '/v1/refunds', {})).body.error).toMatchObject({ code: 'account_frozen' });
  await isProven();
});

test('a dispute that is won gives all back, with the fee where Stripe returns it, and thaws', async () => {
  const { customerId, disputeId } = await disputed(2_000);
  await decide(disputeId, { status: 'won', returnsFee: true });
  expect(await movedBy(disputeId)).toEqual({
    [`dispute/${disputeId}`]: 0n,
    'stripe/balance': 0n,
    'stripe/fees': 0n,
  });
  expect(await rig.frozenBy(customerId)).toEqual([]);
  await isProven();
});

test('a dispute that is lost costs the customer what is unspent and the platform the rest; finance alone thaws', async () => {
  const { customerId, chargeId } = await paying(2_000);
  await rig.spend(customerId, 15_000_000n);
  const { id: disputeId } = (await rig.atStripe(`/charges/${chargeId}/dispute`)) as { id: string };
  await decide(disputeId, { status: 'lost' });
  expect(await movedBy(disputeId)).toMatchObject({
    [`dispute/${disputeId}`]: 0n,
    [`customer/${customerId}`]: -5_000_000n,
    'platform/disputes': -15_000_000n,
  });
  expect(await rig.available(customerId)).toBe(0n);
  expect(await rig.frozenBy(customerId)).toEqual([`dispute/${disputeId}`]);
  const path = `/v1/finance/customers/${customerId}/thaw`;
  expect((await rig.finance('POST', path, { reason: 'dispute/du_other' })).status).toBe(404);
  const thawed = await rig.finance('POST', path, { reason: `dispute/${disputeId}` });
  expect(thawed).toMatchObject({ status: 200, body: { frozen_by: [] } });
  await rig.poll();
  expect(await rig.frozenBy(customerId)).toEqual([]);
  await isProven();
});

test('a dispute that is won in part gives a part back and loses the rest', async () => {
  const { customerId, disputeId } = await disputed(2_000);
  await decide(disputeId, { status: 'won', amount: 1_200 });
  expect(await movedBy(disputeId)).toMatchObject({
    [`dispute/${disputeId}`]: 0n,
    [`customer/${customerId}`]: -8_000_000n,
    'stripe/balance': 23_000_000n,
  });
  expect(await rig.available(customerId)).toBe(12_000_000n);
  expect(await rig.frozenBy(customerId)).toEqual([]);
  await isProven();
});

test('an inquiry moves nothing and freezes nobody, until it becomes a dispute', async () => {
  const { customerId, disputeId } = await disputed(2_000, { inquiry: true });
  expect(await movedBy(disputeId)).toEqual({});
  expect(await rig.frozenBy(customerId)).toEqual([]);
  await rig.atStripe(`/disputes/${disputeId}/escalate`);
  await rig.poll();
  expect(await rig.frozenBy(customerId)).toEqual([`dispute/${disputeId}`]);
  await isProven();
});

test('a dispute of which only its end is heard leaves the ledger as if all of it had been', async () => {
  const { customerId, chargeId } = await paying(2_000);
  const { id } = (await rig.atStripe(`/charges/${chargeId}/dispute`)) as { id: string };
  const lost = await rig.atStripe(`/disputes/${id}/decide`, { status: 'lost' });
  await rig.deliver({ id: 'evt_end', type: 'charge.dispute.closed', data: { object: lost } });
  expect(await movedBy(id)).toMatchObject({
    [`dispute/${id}`]: 0n,
    [`customer/${customerId}`]: -20_000_000n,
  });
  expect(await rig.poll()).toBe(0);
  await isProven();
});

test('an early warning of fraud freezes the customer and waits for finance, whose thaw stands', async () => {
  const { customerId, chargeId } = await paying(2_000);
  const warning = (await rig.atStripe(`/charges/${chargeId}/warn`)) as { id: string };
  await rig.poll();
  const reason = `fraud-warning/${warning.id}`;
  expect(await rig.frozenBy(customerId)).toEqual([reason]);
  const listed = await rig.finance('GET', '/v1/finance/fraud_warnings');
  expect(listed.body.data).toMatchObject([{ customer_id: customerId, id: warning.id }]);
  await rig.finance('POST', `/v1/finance/customers/${customerId}/thaw`, { reason });
  expect((await rig.finance('GET', '/v1/finance/fraud_warnings')).body.data).toEqual([]);
  await rig.deliver({
    id: 'evt_warned',
    type: 'radar.early_fraud_warning.created',
    data: { object: warning },
  });
  expect(await rig.frozenBy(customerId)).toEqual([]);
});

test('a payment from a bank counts when it has succeeded, days later', async () => {
  const { customerId, sessionId } = await bankPayment();
  await rig.poll();
  expect(await rig.available(customerId)).toBe(0n);
  rig.advanceSeconds(4 * 86_400);
  expect(await rig.poll()).toBeGreaterThan(0);
  expect(await rig.available(customerId)).toBe(20_000_000n);
  expect(sessionId).toMatch(/^cs_/);
  await isProven();
});

test('a payment from a bank that fails was never spendable: it comes and goes in the ledger, its fee stays', async () => {
  const { customerId } = await bankPayment('pm_usBankAccount_insufficientFunds');
  rig.advanceSeconds(4 * 86_400);
  await rig.poll();
  expect(await rig.available(customerId)).toBe(0n);
  expect(await rig.frozenBy(customerId)).toEqual([]);
  const entries = await Array.fromAsync(rig.deps.ledger.entriesUnder(`customer/${customerId}`));
  expect(entries.map(({ kind }) => kind).sort()).toEqual(['payment-returned', 'stripe-fee', 'top-up']);
  await isProven();
});

test('a payment that bounces after it was spent costs the platform the rest, and freezes', async () => {
  const { customerId } = await bankPayment();
  rig.advanceSeconds(4 * 86_400);
  await rig.poll();
  await rig.spend(customerId, 13_000_000n);
  const [payment] = await rig.deps.payments.of(customerId);
  await rig.atStripe(`/charges/${payment?.chargeId}/return`);
  await rig.poll();
  const returned = await rig.deps.ledger.findEntry(
    `customer/${customerId}/top-up/${payment?.paymentIntentId}/returned`,
  );
  expect(returned?.postings).toEqual([
    { account: `customer/${customerId}`, amountMicroUsd: -7_000_000n },
    { account: 'platform/disputes', amountMicroUsd: -13_000_000n },
    { account: 'stripe/balance', amountMicroUsd: 20_000_000n },
  ]);
  expect(await rig.available(customerId)).toBe(0n);
  expect(await rig.frozenBy(customerId)).toEqual([`payment/${payment?.paymentIntentId}`]);
  await isProven();
});

async function bankPayment(method = 'pm_usBankAccount_success') {
  const { customerId } = await newCustomer(rig);
  const checkout = await rig.deps.stripe.checkout.createCheckout({
    customerId,
    cents: 2_000,
    publicUrl: 'http://127.0.0.1:1',
  });
  await rig.atStripe(`/checkout/sessions/${checkout.id}/pay`, { payment_method: method });
  return { customerId, sessionId: checkout.id };
}
