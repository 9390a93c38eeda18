import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectedAnswer } from '../../local/demo/batches.ts';
import { definitions } from '../support/market-rig.ts';
import { parked } from '../support/serving.ts';
import { type Customer, startCustomer } from './customer-rig.ts';

let customer: Customer;
let market: Customer['market'];
let page: Page;
let driverReturns: () => Promise<void>;
beforeAll(async () => {
  customer = await startCustomer('/customer/playground', 'Playground');
  ({ market, page } = customer);
  const vehicle = await market.vehicle(0, ['parkade-dictionary-1', 'parkade-embed-1', 'tesseract-eng']);
  ({ driverReturns } = vehicle.serve());
  await parked(market);
});
afterAll(async () => {
  await driverReturns();
  await customer.close();
});

const answer = () => page.locator('[data-answer]');
const code = (name: string) => page.getByRole('figure', { name }).locator('pre').textContent();

test('a question is answered by a parked vehicle, streamed, and the same call stands there as code', async () => {
  await page.getByLabel('Model').selectOption('parkade-dictionary-1');
  await page.getByLabel('Message').fill('Define abandon.');
  await page.getByRole('button', { name: 'Ask' }).click();
  await expect.poll(() => answer().textContent(), { timeout: 15_000 }).toBe(definitions().abandon);
  expect(await code('curl')).toContain(`curl ${market.url}/v1/chat/completions`);
  expect(await code('curl')).toContain('"content": "Define abandon."');
  expect(await code('openai')).toContain(`baseURL: '${market.url}/v1'`);
  expect(await code('openai')).toContain('"stream": true');
  await customer.expectAccessible();
});

test('an answer is JSON by the schema that was asked for', async () => {
  await page.getByRole('link', { name: 'Structured output' }).click();
  await page.getByRole('button', { name: 'Ask' }).click();
  await expect.poll(() => answer().textContent(), { timeout: 15_000 }).toMatch(/^\{/);
  const { kind, isCommon } = JSON.parse((await answer().textContent()) ?? '');
  expect(['noun', 'verb', 'adjective']).toContain(kind);
  expect(typeof isCommon).toBe('boolean');
  await customer.expectAccessible();
});

test('sentences of one meaning are more alike than those of two', async () => {
  await page.getByRole('link', { name: 'Similarity of sentences' }).click();
  await page.getByRole('button', { name: 'Compare' }).click();
  const cells = page.getByRole('figure', { name: 'How alike' }).locator('tbody td');
  await cells.first().waitFor();
  const alike = (await cells.allInnerTexts()).map(Number);
  expect(alike).toHaveLength(16);
  const at = (row: number, column: number) => alike[row * 4 + column] ?? Number.NaN;
  expect([0, 1, 2, 3].map((each) => at(each, each))).toEqual([1, 1, 1, 1]);
  expect(at(2, 3)).toBeGreaterThan(at(0, 2));
  await customer.expectAccessible();
});

test('a page image is read', async () => {
  await page.getByRole('link', { name: 'Read a page' }).click();
  const png = fileURLToPath(new URL('../../local/demo/pages/000.png', import.meta.url));
  await page.getByLabel('Image of a page').setInputFiles(png);
  await page.getByRole('button', { name: 'Read it' }).click();
  await expect.poll(() => answer().textContent(), { timeout: 15_000 }).toBe(expectedAnswer('page-000'));
  await customer.expectAccessible();
});
