import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdFor } from '../support/billing-rig.ts';
import { ask } from '../support/device-rig.ts';
import { type Customer, startCustomer } from './customer-rig.ts';

let customer: Customer;
let market: Customer['market'];
let page: Page;
beforeAll(async () => {
  customer = await startCustomer('/customer', 'Overview');
  ({ market, page } = customer);
});
afterAll(() => customer.close());

test('a top-up is paid at Stripe in a tab of its own, and is on the balance then', async () => {
  await customer.place('Overview').click();
  await page.getByLabel('Amount in USD').fill('25');
  await page.getByLabel('Save the card').check();
  const [paying] = await Promise.all([
    customer.visitor.context.waitForEvent('page'),
    page.getByRole('button', { name: 'Top up' }).click(),
  ]);
  await page.getByRole('row', { name: /\$25\.00.*open/ }).waitFor();
  expect(new URL(paying.url()).pathname).toMatch(/^\/c\/pay\/cs_/);
  await paying.getByRole('button', { name: 'Pay' }).click();
  await paying.waitForURL(/\/paid|top/);
  await paying.close();
  await market.cloud.events.drain();
  await page.getByRole('row', { name: /\$25\.00.*paid/ }).waitFor();
  const now = await market.openai.get<{ available_micro_usd: number }>('/balance', {});
  await page.locator(`dd data[value="${now.available_micro_usd}"]`).first().waitFor();
  await customer.expectAccessible();
});

test('the saved card pays when little is left, and what is unused is refunded, each by a click', async () => {
  await customer.place('Billing').click();
  await page.getByText('None: what you use is paid in advance.').waitFor();
  await page.getByLabel('When less than, USD').fill('5');
  await page.getByLabel('At most a month').fill('100');
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByText('On: $20 when less than $5 can be spent.').waitFor();
  const asked = () => market.openai.get<Record<string, unknown>>('/auto_top_up', {});
  expect(await asked()).toMatchObject({ status: 'on', below_usd: 5, amount_usd: 20, monthly_max_usd: 100 });
  await customer.expectAccessible();
  await page.getByRole('button', { name: 'Turn off' }).click();
  await page.getByText(/^Off\./).waitFor();
  await page.getByLabel('Unused balance to refund').fill('3.50');
  await page.getByRole('button', { name: 'Refund…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Refund', exact: true }).click();
  await page.getByRole('row', { name: /\$3\.50.*(pending|sent)/ }).waitFor();
  await market.cloud.events.drain();
  await page.getByRole('row', { name: /\$3\.50.*sent/ }).waitFor();
});

test('what is used on credit is asked for by an invoice, which is read and paid at Stripe', async () => {
  const { customerId, financeKey } = market;
  const terms = { credit_limit_micro_usd: 100_000_000, invoice: 'monthly', email: 'books@acme.example' };
  const ofCustomer = `/finance/customers/${customerId}/terms`;
  expect((await ask(market, financeKey, ofCustomer, { method: 'PUT', body: terms })).status).toBe(200);
  await market.cloud.events.drain();
  const { available_micro_usd: available } = await market.openai.get<{ available_micro_usd: number }>(
    '/balance',
    {},
  );
  await holdFor(market.cloud.deps, customerId, BigInt(available - 80_000_000));
  const body = { customer_id: customerId };
  expect((await ask(market, financeKey, '/finance/invoices', { body })).status).toBe(200);
  await market.cloud.events.drain();
  await page.reload();
  await page.getByRole('row', { name: /\$20\.00.*open.*Read and pay/ }).waitFor();
  expect(await page.getByRole('link', { name: 'Read and pay' }).getAttribute('href')).toMatch(/^https?:/);
  await customer.expectAccessible();
});
