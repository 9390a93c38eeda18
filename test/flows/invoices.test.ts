import { afterAll, beforeAll, expect, test } from 'vitest';
import { invoiceWrites } from '../../functions/adapters/invoices.ts';
import { followStripeEvent } from '../../functions/market/follow-stripe-event.ts';
import { planInvoices } from '../../functions/market/plan-invoices.ts';
import { type BillingRig, startBilling } from '../support/billing-rig.ts';
import { invoicedCustomers } from '../support/invoiced-customers.ts';
import { payIn, proofOf } from '../support/money-rig.ts';

const daySeconds = 86_400;

let rig: BillingRig;
let invoices: ReturnType<typeof invoicedCustomers>;
beforeAll(async () => {
  rig = await startBilling();
  invoices = invoicedCustomers(rig);
});
afterAll(() => rig.close());

test('a limit can be used up, and no more; it is not lowered below what is used', async () => {
  const { customerId, call } = await invoices.invoicedCustomer(0n);
  const holds = await Promise.allSettled(Array.from({ length: 15 }, () => rig.hold(customerId, 9_000_000n)));
  expect(holds.filter(({ status }) => status === 'fulfilled')).toHaveLength(11);
  expect((await call('GET', '/v1/balance')).body).toMatchObject({
    available_micro_usd: 1_000_000,
    credit_limit_micro_usd: 100_000_000,
    owed_micro_usd: 99_000_000,
  });
  expect(await invoices.terms(customerId, 98_999_999)).toMatchObject({
    status: 409,
    body: { error: { message: expect.stringContaining('$99.000000 of the limit is used') } },
  });
  expect((await invoices.terms(customerId, 99_500_000)).status).toBe(200);
  await rig.drain();
  expect(await rig.balance(customerId)).toMatchObject({
    availableMicroUsd: 500_000n,
    creditLimitMicroUsd: 99_500_000n,
  });
});

test('who pays in advance never falls below zero, however many ask at once', async () => {
  const { customerId, call } = await rig.newCustomer();
  const { checkout_session } = (await call('POST', '/v1/top_ups', { amount_usd: 10 })).body;
  await rig.atStripe(`/checkout/sessions/${checkout_session}/pay`);
  await rig.poll();
  const holds = await Promise.allSettled(Array.from({ length: 20 }, () => rig.hold(customerId, 900_000n)));
  expect(holds.filter(({ status }) => status === 'fulfilled')).toHaveLength(11);
  expect((await rig.balance(customerId)).availableMicroUsd).toBe(100_000n);
});

test('what is owed is invoiced in whole cents, and paid it can be spent again', async () => {
  const { customerId, id, stripeId, call } = await invoices.invoiced();
  const sent = await rig.stripe.invoices.retrieve(stripeId);
  expect(sent).toMatchObject({ status: 'open', collection_method: 'send_invoice', total: 4_000 });
  expect(sent.due_date).toBe(Math.floor(rig.deps.now() / 1_000) + 30 * daySeconds);
  expect((await call('GET', '/v1/invoices')).body.data).toMatchObject([
    {
      id,
      status: 'open',
      amount_micro_usd: 40_000_000,
      overdue: false,
      url: expect.stringContaining('http'),
    },
  ]);
  // The limit is used as before; 0.004321 dollars are carried to the next one.
  expect(await rig.balance(customerId)).toMatchObject({
    availableMicroUsd: 59_995_679n,
    receivableMicroUsd: 40_000_000n,
  });
  await invoices.pay(stripeId);
  await rig.poll();
  await rig.poll();
  expect((await call('GET', '/v1/invoices')).body.data).toMatchObject([
    { status: 'paid', paid_micro_usd: 40_000_000 },
  ]);
  expect(await rig.balance(customerId)).toMatchObject({
    availableMicroUsd: 99_995_679n,
    receivableMicroUsd: 0n,
    toppedUpMicroUsd: 0n,
  });
  expect(await rig.kindsOf(customerId)).toEqual(['invoice', 'invoice-paid', 'stripe-fee']);
});

test('the calendar invoices each month once, and who owes less than a payment not at all', async () => {
  const owing = await invoices.invoicedCustomer(12_345_678n);
  const little = await invoices.invoicedCustomer(400_000n);
  expect(await planInvoices(rig.deps)()).toBe(0);
  rig.advanceSeconds(31 * daySeconds);
  await Promise.all([planInvoices(rig.deps)(), planInvoices(rig.deps)()]);
  await rig.drain();
  await planInvoices(rig.deps)();
  await rig.drain();
  const sent = await invoices.invoicesAtStripe(owing.customerId);
  expect(sent.map(({ total, status }) => [total, status])).toEqual([[1_234, 'open']]);
  expect((await invoices.only(owing.customerId)).period).toBe('2027-01');
  expect(await invoices.only(little.customerId)).toBeUndefined();
});

test('overdue stops its customer, paid lets it go on', async () => {
  const { customerId, stripeId, call } = await invoices.invoiced();
  rig.advanceSeconds(29 * daySeconds);
  await rig.sweep();
  expect((await rig.balance(customerId)).frozenBy).toEqual([]);
  rig.advanceSeconds(2 * daySeconds);
  await rig.sweep();
  await rig.sweep();
  expect((await rig.balance(customerId)).frozenBy).toEqual([`invoice/${customerId}-1`]);
  expect(await invoices.only(customerId)).toMatchObject({ status: 'open', overdue: true });
  await expect(rig.hold(customerId, 1n)).rejects.toMatchObject({ code: 'account_frozen' });
  await invoices.pay(stripeId);
  await rig.poll();
  expect((await call('GET', '/v1/balance')).body.frozen_by).toEqual([]);
  await rig.hold(customerId, 1n);
});

test('void: it is owed again, and asked for by the next invoice', async () => {
  const { customerId, id } = await invoices.invoiced();
  const before = await rig.balance(customerId);
  expect((await rig.finance('POST', `/v1/finance/invoices/${id}/void`)).status).toBe(200);
  expect(await rig.drain()).toEqual([]);
  expect(await invoices.only(customerId)).toMatchObject({ status: 'void' });
  expect(await rig.balance(customerId)).toEqual({ ...before, receivableMicroUsd: 0n });
  expect((await rig.finance('POST', `/v1/finance/invoices/${id}/uncollectible`)).status).toBe(409);
  await rig.finance('POST', '/v1/finance/invoices', { customer_id: customerId });
  await rig.drain();
  expect(await invoices.only(customerId)).toMatchObject({
    id: `${customerId}-2`,
    status: 'open',
    amount_micro_usd: 40_000_000,
  });
});

test('uncollectible: the limit falls by it and the customer stays stopped; paid after all, all is as it was', async () => {
  const { customerId, id, stripeId } = await invoices.invoiced();
  const before = await rig.balance(customerId);
  await rig.finance('POST', `/v1/finance/invoices/${id}/uncollectible`);
  expect(await rig.drain()).toEqual([]);
  expect(await rig.balance(customerId)).toMatchObject({
    availableMicroUsd: before.availableMicroUsd,
    creditLimitMicroUsd: 60_000_000n,
    receivableMicroUsd: 0n,
    frozenBy: [`invoice/${id}`],
  });
  // The timers do not give back what was taken.
  await rig.sweep();
  expect((await rig.balance(customerId)).creditLimitMicroUsd).toBe(60_000_000n);
  await invoices.pay(stripeId);
  await rig.poll();
  expect(await rig.balance(customerId)).toMatchObject({
    availableMicroUsd: before.availableMicroUsd + 40_000_000n,
    creditLimitMicroUsd: 100_000_000n,
    receivableMicroUsd: 0n,
    frozenBy: [],
  });
  expect(await invoices.only(customerId)).toMatchObject({ status: 'paid' });
  expect(await rig.kindsOf(customerId)).toEqual(
    ['invoice', 'invoice-paid', 'invoice-uncollectible', 'reverse', 'stripe-fee'].sort(),
  );
});

test.each(['void', 'paid', 'uncollectible'] as const)(
  'told late, twice and in any order, an invoice that is %s has its effect once',
  async (fate) => {
    const { customerId, stripeId } = await invoices.invoiced();
    if (fate === 'paid') await invoices.pay(stripeId);
    if (fate === 'void') await rig.stripe.invoices.voidInvoice(stripeId);
    if (fate === 'uncollectible') await rig.stripe.invoices.markUncollectible(stripeId);
    const told = () =>
      followStripeEvent(rig.deps)({ eventId: 'evt', subject: { kind: 'invoice', id: stripeId } });
    await Promise.all([told(), told(), rig.poll(), told()]);
    const after = await rig.balance(customerId);
    const kinds = await rig.kindsOf(customerId);
    await told();
    await rig.poll();
    expect(await rig.balance(customerId)).toEqual(after);
    expect(await rig.kindsOf(customerId)).toEqual(kinds);
    expect(await invoices.only(customerId)).toMatchObject({ status: fate });
    expect(after.receivableMicroUsd).toBe(0n);
  },
);

test('given up with a lower limit agreed and not in force yet: the limit ends at nothing, and what is paid in can be spent', async () => {
  const { customerId, id } = await invoices.invoiced(100_000_000n);
  // Agreed while less was used: what is in force follows as far as it is free, which is not at all.
  const agreed = await rig.deps.invoices.findTerms(customerId);
  if (!agreed) throw new Error('no terms');
  await rig.deps.commit([invoiceWrites.saveTerms({ ...agreed, limitMicroUsd: 60_000_000n })]);
  await rig.drain();
  await rig.finance('POST', `/v1/finance/invoices/${id}/uncollectible`);
  expect(await rig.drain()).toEqual([]);
  await payIn(rig, customerId, 5_000);
  await rig.poll();
  expect(await rig.sweep()).toEqual([]);
  expect(await rig.balance(customerId)).toMatchObject({
    availableMicroUsd: 50_000_000n,
    creditLimitMicroUsd: 0n,
  });
});

test('what was paid past Stripe posts nothing, and finance is told', async () => {
  const { customerId, stripeId } = await invoices.invoiced();
  await rig.stripe.invoices.pay(stripeId, { paid_out_of_band: true });
  await rig.poll();
  expect(rig.faults.splice(0)).toEqual(
    expect.arrayContaining([
      expect.stringContaining(`${stripeId}: Error: it is paid, but not through Stripe`),
    ]),
  );
  expect((await rig.balance(customerId)).receivableMicroUsd).toBe(40_000_000n);
});

test('after all of it the books are right, and a paid invoice is nobody’s top-up', async () => {
  await rig.poll();
  expect((await proofOf(rig)).invariants.filter(({ holds }: { holds: boolean }) => !holds)).toEqual([]);
  expect(await proofOf(rig)).toMatchObject({ holds: true, unmatched: 0 });
});
