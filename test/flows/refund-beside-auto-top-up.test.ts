import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BillingRig, startBilling } from '../support/billing-rig.ts';
import { cardedCustomers } from '../support/carded-customers.ts';

let rig: BillingRig;
beforeAll(async () => {
  rig = await startBilling();
});
afterAll(() => rig.close());

test('a refund that would have the saved card charged again at once is refused, until automatic top-ups are off', async () => {
  const { customerWithCard, automatic } = cardedCustomers(rig);
  const customer = await customerWithCard();
  const refused = await customer.call('POST', '/v1/refunds', {});
  expect(refused).toMatchObject({
    status: 409,
    body: { error: { code: 'refund_refused', param: 'amount_usd' } },
  });
  expect(refused.body.error.message).toContain('DELETE /v1/auto_top_up');
  expect((await customer.call('POST', '/v1/refunds', { amount_usd: 10.01 })).status).toBe(409);
  // Down to the threshold nothing is charged.
  expect((await customer.call('POST', '/v1/refunds', { amount_usd: 10 })).status).toBe(200);
  await customer.call('DELETE', '/v1/auto_top_up');
  expect((await customer.call('POST', '/v1/refunds', {})).status).toBe(200);
  await rig.sweep();
  expect(await automatic(customer)).toEqual([]);
  expect(await rig.balance(customer.customerId)).toMatchObject({ availableMicroUsd: 0n });
});

test("a customer's refunds are listed page by page, latest first", async () => {
  const customer = await rig.newCustomer();
  const { body: topUp } = await customer.call('POST', '/v1/top_ups', { amount_usd: 20 });
  await rig.atStripe(`/checkout/sessions/${topUp.checkout_session}/pay`);
  await rig.poll();
  const made: string[] = [];
  for (const amount_usd of [1, 2, 3]) {
    rig.advanceSeconds(1);
    made.unshift((await customer.call('POST', '/v1/refunds', { amount_usd })).body.data[0].id);
  }
  const ids = (body: { data: { id: string }[] }) => body.data.map(({ id }) => id);
  const { body: first } = await customer.call('GET', '/v1/refunds?limit=2');
  expect([ids(first), first.has_more]).toEqual([made.slice(0, 2), true]);
  const { body: second } = await customer.call('GET', `/v1/refunds?limit=2&after=${first.last_id}`);
  expect([ids(second), second.has_more]).toEqual([made.slice(2), false]);
});

test('finance is told which customer there is none of, and by what one is frozen', async () => {
  const { customerId } = await rig.newCustomer();
  const ofNobody = [
    rig.finance('POST', '/v1/finance/customers/cus_none/refunds', {}),
    rig.finance('GET', '/v1/finance/customers/cus_none/refunds'),
    rig.finance('POST', '/v1/finance/customers/cus_none/thaw', { reason: 'finance' }),
    rig.finance('POST', '/v1/finance/invoices', { customer_id: 'cus_none' }),
  ];
  for (const reply of await Promise.all(ofNobody)) expect(reply.status).toBe(404);
  const thaw = (reason: string) =>
    rig.finance('POST', `/v1/finance/customers/${customerId}/thaw`, { reason });
  expect((await thaw('dispute/du_1')).body.error.message).toContain(
    'not frozen by dispute/du_1, but by nothing',
  );
  expect((await thaw('x')).body.error.message).toBe(
    'reason: one of the reasons that `frozen_by` names, such as dispute/du_1',
  );
});

test('a most of the month that is less than one payment is refused: nothing could ever be charged', async () => {
  const customer = await cardedCustomers(rig).customerWithCard();
  const wish = { below_usd: 10, amount_usd: 30, monthly_max_usd: 29 };
  expect(await customer.call('PUT', '/v1/auto_top_up', wish)).toMatchObject({
    status: 400,
    body: { error: { code: 'invalid_request', param: 'monthly_max_usd' } },
  });
  expect((await customer.call('PUT', '/v1/auto_top_up', { ...wish, monthly_max_usd: 30 })).status).toBe(200);
});
