import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type BillingRig, startBilling } from '../support/billing-rig.ts';
import { invoicedCustomers } from '../support/invoiced-customers.ts';
import { proofOf } from '../support/money-rig.ts';

let rig: BillingRig;
let invoices: ReturnType<typeof invoicedCustomers>;
beforeAll(async () => {
  rig = await startBilling();
  invoices = invoicedCustomers(rig);
});
afterEach(async () => {
  rig.stream.crash.before = () => {};
  rig.stream.crash.after = () => {};
  await fetch(`${rig.standIn.url}/_test/faults`, { method: 'DELETE' });
});
afterAll(() => rig.close());

test.each([
  ['POST /v1/customers/:id', 'drop_before'],
  ['POST /v1/invoices', 'drop_before'],
  ['POST /v1/invoices', 'drop_after_commit'],
  ['POST /v1/invoices', '500'],
  ['POST /v1/invoiceitems', 'drop_before'],
  ['POST /v1/invoiceitems', 'drop_after_commit'],
  ['POST /v1/invoiceitems', '500'],
  ['POST /v1/invoices/:id/finalize', 'drop_after_commit'],
  ['POST /v1/invoices/:id/send', 'drop_after_commit'],
  ['POST /v1/invoices/:id/send', '429'],
])('%s answered by %s: one invoice all the same, after Stripe forgot our keys too', async (match, kind) => {
  const { customerId } = await invoices.invoicedCustomer();
  await rig.finance('POST', '/v1/finance/invoices', { customer_id: customerId });
  await rig.fail(match, kind, 2);
  await rig.drain();
  for (let hours = 0; hours < 26; hours += 13) {
    rig.advanceSeconds(13 * 3_600);
    await rig.sweep();
  }
  const sent = await invoices.invoicesAtStripe(customerId);
  expect(sent.map(({ total, status }) => [total, status])).toEqual([[4_000, 'open']]);
  expect(await invoices.only(customerId)).toMatchObject({ status: 'open' });
  expect((await rig.balance(customerId)).receivableMicroUsd).toBe(40_000_000n);
});

test('a process that dies between any two steps is carried on', async () => {
  for (const no of [1, 2, 3, 4])
    for (const where of ['before', 'after'] as const) {
      const { customerId } = await invoices.invoicedCustomer();
      await rig.finance('POST', '/v1/finance/invoices', { customer_id: customerId });
      let left = no;
      rig.stream.crash[where] = () => {
        left -= 1;
        if (left === 0) throw new Error('killed');
      };
      await rig.drain();
      await invoices.pay(await invoices.stripeIdOf(customerId));
      await rig.poll();
      rig.stream.crash[where] = () => {};
      rig.stream.lose();
      await rig.sweep();
      if ((await invoices.only(customerId)).status === 'open')
        await invoices.pay(await invoices.stripeIdOf(customerId));
      await rig.poll();
      expect(await invoices.only(customerId)).toMatchObject({ status: 'paid' });
      expect(await rig.kindsOf(customerId)).toEqual(['invoice', 'invoice-paid', 'stripe-fee']);
    }
});

test('after all of it the books are right, and a paid invoice is nobody’s top-up', async () => {
  await rig.poll();
  expect((await proofOf(rig)).invariants.filter(({ holds }: { holds: boolean }) => !holds)).toEqual([]);
  expect(await proofOf(rig)).toMatchObject({ holds: true, unmatched: 0 });
});
