import { text } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { definitionLine, definitions } from '../support/market-rig.ts';
import type { TestVehicle } from '../support/test-vehicle.ts';
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

const words = Object.keys(definitions()).slice(0, 30);
let batchId: string;

test('a file is dropped, its wrong line is marked and mended in place, and each window has its price', async () => {
  await customer.place('New batch').click();
  const lines = words.map((word) => JSON.stringify(definitionLine(word, word)));
  lines[6] = lines[6]?.replace('parkade-dictionary-1', 'parkade-oracle-1') ?? '';
  const dropped = await page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], 'words.jsonl'));
    return data;
  }, lines.join('\n'));
  await page.locator('.drop').dispatchEvent('drop', { dataTransfer: dropped });
  await page.getByRole('heading', { name: /wrong/ }).waitFor();
  const wrong = page.getByRole('textbox', { name: 'Line 7' });
  expect(await wrong.getAttribute('aria-invalid')).toBe('true');
  expect(await page.getByRole('textbox').count()).toBe(1);
  expect(await page.getByRole('listitem').filter({ has: wrong }).textContent()).toContain('parkade-oracle-1');
  await customer.expectAccessible();
  await wrong.fill((await wrong.inputValue()).replace('parkade-oracle-1', 'parkade-dictionary-1'));
  await page.getByRole('button', { name: 'Check again' }).click();
  await page.getByRole('heading', { name: '30 requests to parkade-dictionary-1' }).waitFor();
  const quoteId = new URL(page.url()).searchParams.get('quote') ?? '';
  const quote = await market.openai.get<{ windows: { likely_micro_usd: number }[] }>(
    `/quotes/${quoteId}`,
    {},
  );
  const shown = await page
    .locator('article dd:nth-of-type(1) data')
    .evaluateAll((all) => all.map((each) => Number(each.getAttribute('value'))));
  expect(shown).toEqual(quote.windows.map(({ likely_micro_usd }) => likely_micro_usd));
  await customer.expectAccessible();
});

test('one click runs it, and its page tells why it waits, then how it went', async () => {
  await page.getByRole('button', { name: 'Run within 4h' }).click();
  await page.getByRole('heading', { name: /^Batch batch_/ }).waitFor();
  batchId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await market.cloud.events.drain();
  await page.getByText('Waiting because').waitFor();
  const { x_parkade: waiting } = await market.batch(batchId);
  await page.getByText(waiting.waiting_because?.message ?? 'nothing').waitFor();
  await vehicle.workUntilIdle({ driverReturnsAfter: 12 });
  await market.cloud.events.drain();
  await page.getByRole('heading', { name: '12 of 30 requests' }).waitFor();
  await customer.place('Overview').click();
  await page.getByText('12 of 30 requests').waitFor();
  await customer.expectAccessible();
  await page.getByRole('link', { name: batchId }).click();
  await market.work(vehicle);
  await page.getByRole('heading', { name: '30 of 30 requests' }).waitFor();
  await page.getByRole('heading', { name: /^completed/ }).waitFor();
});

test('its answers are read, saved, and held to their receipts in the browser', async () => {
  await page.getByRole('cell', { name: definitions()[words[0] ?? ''] ?? '', exact: true }).waitFor();
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Output' }).click(),
  ]);
  const { output_file_id: outputFileId } = await market.batch(batchId);
  const output = await (await market.openai.files.content(outputFileId ?? '')).text();
  expect(await text(await saved.createReadStream())).toBe(output);
  await page.getByRole('button', { name: 'Check receipts' }).click();
  await page.getByText('Verified: each of 30 lines is what was signed for.').waitFor();
  await customer.expectAccessible();
});

test('an answer that was altered on its way is found by its receipt', async () => {
  const [first = ''] = words;
  const alter = (body: string) => body.replace(definitions()[first] ?? '', 'what nobody said');
  await page.route('**/v1/files/*/content', async (route) => {
    const reply = await route.fetch();
    await route.fulfill({ response: reply, body: alter(await reply.text()) });
  });
  await page.getByRole('button', { name: 'Check receipts' }).click();
  await page.getByText('Not verified: 1 of 30 lines are not what was signed for.').waitFor();
  await page.getByText('It was altered after it was signed.').waitFor();
  await page.unroute('**/v1/files/*/content');
});

test('j and Enter open a batch from the list, newest first', async () => {
  await customer.place('Batches').click();
  await page.getByText(/^batches: 1$/).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: `Batch ${batchId}` }).waitFor();
});
