import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectedAnswer, ocrLines } from '../../local/demo/batches.ts';
import { definitionLine, definitions, type Market, startMarket } from '../support/market-rig.ts';

let market: Market;
beforeAll(async () => {
  market = await startMarket();
});
afterAll(() => market.close());

const words = Object.keys(definitions()).slice(0, 30);

test('a batch runs from a file to the owners’ accounts at Stripe, and every micro-dollar is explained', async () => {
  const balanceBefore = await balance();
  const first = await market.vehicle(0, ['parkade-dictionary-1']);
  const second = await market.vehicle(1, ['parkade-dictionary-1']);

  const submitted = await market.submit([
    ...words.map((word) => definitionLine(word, word)),
    definitionLine('unknown', 'zymurgy'),
  ]);
  const quoted = submitted.x_parkade.quoted_micro_usd;
  expect(submitted).toMatchObject({ status: 'validating', request_counts: { total: 31 } });
  expect(await balance()).toBe(balanceBefore - quoted);

  const planned = await market.batch(submitted.id);
  expect(planned).toMatchObject({ status: 'in_progress', x_parkade: { tasks: 2 } });

  await first.workUntilIdle({ tasks: 1, driverReturnsAfter: 20 });
  await market.work(second);

  const done = await market.batch(submitted.id);
  expect(done).toMatchObject({
    status: 'completed',
    request_counts: { total: 31, completed: 31, failed: 0 },
    error_file_id: null,
  });
  const output = await market.outputLines(done.output_file_id);
  expect(output.map(({ custom_id }) => custom_id)).toEqual([...words, 'unknown']);
  expect(output.map(({ response }) => response?.body.choices[0].message.content)).toEqual([
    ...words.map((word) => definitions()[word]),
    'I do not know that word.',
  ]);
  const tokens = output.reduce((sum, { response }) => sum + response?.body.usage.total_tokens, 0);
  expect(done.usage?.total_tokens).toBe(tokens);

  const charged = done.x_parkade.charged_micro_usd;
  expect(charged).toBeGreaterThan(0);
  expect(charged).toBeLessThanOrEqual(quoted);
  expect(await balance()).toBe(balanceBefore - charged);

  const earned = [await market.earnings(0), await market.earnings(1)];
  expect(earned.map(({ requests }) => requests)).toEqual([20, 11]);
  const owners = earned.reduce((sum, { grossMicroUsd }) => sum + grossMicroUsd, 0);
  expect(owners).toBe(Math.floor(charged * 0.75));
  await market.sweep();
  await market.expectSound();
});

test('whole cents of what was earned are paid out by Stripe, once, and the rest is carried', async () => {
  const reader = await market.vehicle(1, ['tesseract-eng']);
  const pages = ocrLines().slice(0, 20);
  const before = await market.earnings(1);

  const batch = await market.submit(pages);
  await market.work(reader);
  const read = await market.outputLines((await market.batch(batch.id)).output_file_id);
  expect(read.map(({ response }) => response?.body.choices[0].message.content)).toEqual(
    pages.map(({ custom_id }) => expectedAnswer(custom_id)),
  );

  const earned = await market.earnings(1);
  // 20 pages of 15 reference seconds at 60 micro-USD, of which the owner has three quarters.
  expect(earned.grossMicroUsd - before.grossMicroUsd).toBe(13_500);
  await Promise.all([market.payOut(), market.payOut()]);
  const paid = await market.earnings(1);
  expect(paid.payouts).toMatchObject([{ state: 'paid', amountMicroUsd: 10_000 }]);
  expect(paid.releasedMicroUsd).toBe(earned.releasedMicroUsd - 10_000);
  await market.expectSound();
});

async function balance(): Promise<number> {
  const reply = await fetch(`${market.cloud.url}/v1/balance`, {
    headers: { authorization: `Bearer ${market.customerKey}` },
  });
  return ((await reply.json()) as { available_micro_usd: number }).available_micro_usd;
}
