import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { definitionLine, definitions } from '../support/market-rig.ts';
import type { TestVehicle } from '../support/test-vehicle.ts';
import { startReceiver, verified } from '../support/webhook-receiver.ts';
import { seriousViolations } from './browser-rig.ts';
import { type Customer, startCustomer } from './customer-rig.ts';

let customer: Customer;
let market: Customer['market'];
let page: Page;
let vehicle: TestVehicle;
beforeAll(async () => {
  customer = await startCustomer('/customer', 'Overview');
  ({ market, page } = customer);
  vehicle = await market.vehicle(0, ['parkade-dictionary-1']);
});
afterAll(() => customer.close());

test('a key is shown once, when it is made; it works, gets a new secret and is revoked by clicks', async () => {
  await customer.place('API keys').click();
  await page.getByLabel('Name of a new key').fill('The importer');
  await page.keyboard.press('Enter');
  const shown = page.getByRole('dialog', { name: 'Your new key' });
  const secret = (await shown.locator('code').textContent()) ?? '';
  expect(await seriousViolations(page)).toEqual([]);
  const statusOf = async (key: string) =>
    (await fetch(`${market.url}/v1/models`, { headers: { authorization: `Bearer ${key}` } })).status;
  expect(await statusOf(secret)).toBe(200);
  await page.keyboard.press('Escape');
  await page.getByRole('row', { name: /The importer.*active/ }).waitFor();
  expect(await page.content()).not.toContain(secret);
  await customer.expectAccessible();
  await page.getByRole('button', { name: 'Rotate The importer' }).click();
  const next =
    (await page
      .getByRole('dialog', { name: /new secret of/ })
      .locator('code')
      .textContent()) ?? '';
  await page.keyboard.press('Escape');
  expect([next === secret, await statusOf(next), await statusOf(secret)]).toEqual([false, 200, 200]);
  await page.getByRole('button', { name: 'Revoke The importer' }).click();
  await page.getByRole('row', { name: /The importer.*revoked/ }).waitFor();
  expect([await statusOf(next), await statusOf(secret)]).toEqual([401, 401]);
});

test('a project is made, capped to the micro-dollar, its alerts are set, and it is archived by a second click', async () => {
  await customer.place('Projects').click();
  await page.getByLabel('Name of a new project').fill('Search');
  await page.getByRole('button', { name: 'Make project' }).click();
  const card = page.getByRole('article', { name: 'Search' });
  await card.getByLabel('Cap a month').fill('12.500001');
  await card.getByLabel('Alerts at').fill('50, 90');
  await card.getByRole('button', { name: 'Save' }).click();
  await card.getByRole('meter').waitFor();
  const { data } = await market.openai.get<{ data: { name: string }[] }>('/projects', {});
  expect(data.find(({ name }) => name === 'Search')).toMatchObject({
    monthly_cap_micro_usd: 12_500_001,
    alert_percents: [50, 90],
  });
  expect(await card.getByLabel('Cap a month').inputValue()).toBe('12.500001');
  await customer.expectAccessible();
  await card.getByRole('button', { name: 'Archive Search' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Archive Search' }).click();
  await card.getByText(', archived').waitFor();
  expect(await card.getByRole('button').count()).toBe(0);
});

test('a webhook is added, tested, told of a batch and replayed, and its log has it all', async () => {
  const receiver = await startReceiver();
  await customer.place('Webhooks').click();
  await page.getByRole('heading', { name: 'No endpoints yet' }).waitFor();
  await page.getByLabel('URL of a new endpoint').fill(receiver.url);
  await page.getByLabel('balance.topped_up').uncheck();
  await page.getByRole('button', { name: 'Add endpoint' }).click();
  const secret = (await page.getByRole('dialog').locator('code').textContent()) ?? '';
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Send a test' }).click();
  await page.getByText('It answered with 200.').waitFor();
  const [tested] = receiver.take();
  if (tested) verified(secret, tested, market.now());
  await page.getByRole('button', { name: 'New signing secret' }).click();
  const next = (await page.getByRole('dialog').locator('code').textContent()) ?? '';
  await page.keyboard.press('Escape');
  expect(JSON.parse(tested?.body ?? '{}')).toMatchObject({ type: 'batch.completed' });

  const words = Object.keys(definitions()).slice(0, 10);
  const { id } = await market.submit(words.map((word) => definitionLine(word, word)));
  await market.work(vehicle);
  const [told] = receiver.take();
  if (told) verified(next, told, market.now());
  await page.reload();
  await page.getByRole('row', { name: new RegExp(`${id}.*delivered`) }).waitFor();
  await customer.expectAccessible();
  await page.getByRole('button', { name: `Replay batch.completed of ${id}` }).click();
  await expect.poll(() => market.cloud.events.drain().then(() => receiver.received.length)).toBe(1);
  const [again] = receiver.take();
  expect(again?.headers['webhook-id']).toBe(told?.headers['webhook-id']);
  await receiver.close();
});

test('what was used stands by day and model, and by key at a click', async () => {
  await customer.place('Usage').click();
  const { total } = await market.openai.get<{ total: { charged_micro_usd: number } }>('/usage', {});
  expect(total.charged_micro_usd).toBeGreaterThan(0);
  await page.locator(`main p data[value="${total.charged_micro_usd}"]`).waitFor();
  await page
    .getByRole('row', { name: /parkade-dictionary-1/ })
    .first()
    .waitFor();
  await page.getByRole('link', { name: 'By key' }).click();
  await page
    .getByRole('row', { name: /key_|console/ })
    .first()
    .waitFor();
  expect(new URL(page.url()).search).toBe('?by=key');
  await customer.expectAccessible();
});
