import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deadLettersName } from '../../shared/dead-letters.ts';
import { definitionLine } from '../support/market-rig.ts';
import { startBrowser } from './browser-rig.ts';
import { expectOpenToAll } from './open-to-all.ts';
import { signInAt } from './sign-in-at.ts';
import { startWebMarket, type WebMarket } from './web-market.ts';

let market: WebMarket;
let browser: Awaited<ReturnType<typeof startBrowser>>;
let page: Page;
beforeAll(async () => {
  [market, browser] = await Promise.all([startWebMarket(), startBrowser()]);
  ({ page } = await browser.person());
});
afterAll(async () => {
  await browser.close();
  await market.close();
});

test('an operator who signs in sees that nobody is parked and nothing waits', async () => {
  await signInAt(`${market.url}/operator`, /Demo operator/, page);
  await page.getByRole('heading', { name: 'No vehicle is parked now' }).waitFor();
  await page.getByRole('heading', { name: 'Nothing waits' }).waitFor();
  await expectOpenToAll(page);
});

test('what waits and who is parked come by themselves: by lane, and by class, region and version', async () => {
  await market.submit([definitionLine('a', 'harbor')]);
  market.advanceSeconds(65);
  await market.sweep();
  await page.getByText('lane-parkade-dictionary-1-any-any-batch-0').waitFor();
  await page
    .getByText(/^1 min \d/)
    .first()
    .waitFor();
  const [first, second] = [
    await market.vehicle(0, ['parkade-dictionary-1']),
    await market.vehicle(1, ['parkade-dictionary-1'], { region: 'eu', hardwareClass: 'AI5' }),
  ];
  await market.work(first, second);
  await page.getByText('2 vehicles are parked.').waitFor();
  const row = page.getByRole('row', { name: /AI4/ });
  expect(await row.textContent()).toContain('not stated');
  await page.getByLabel('Region').selectOption('eu');
  await page.getByText('1 vehicle is parked, of those that are chosen.').waitFor();
  expect(page.url()).toContain('region=eu');
  await row.waitFor({ state: 'detached' });
  await page.getByLabel('Region').selectOption('any');
  await expectOpenToAll(page);
});

test('a halt is made with its reason, and the leases that still run fall to none before it is ended', async () => {
  const vehicle = await market.vehicle(0, ['parkade-dictionary-1']);
  await market.submit([definitionLine('b', 'lantern')]);
  const [lease] = await vehicle.lease();
  if (!lease) throw new Error('a lease was expected');
  await page.getByRole('link', { name: 'Halts' }).click();
  await page.getByText('Nothing was ever halted.').waitFor();
  await page.getByLabel('Class').selectOption('AI4');
  await page.getByLabel('Why, in words that owners read').fill('a fault of its fan');
  await page.keyboard.press('Enter');
  await page.getByText('This halts vehicles of class AI4, until somebody ends it.').waitFor();
  await page.getByRole('button', { name: 'Halt now' }).click();
  await page.getByText('1 lease runs still').waitFor();
  await expectOpenToAll(page);
  // What it has finished is taken; then it holds nothing any more, and gets nothing.
  await vehicle.handIn(await vehicle.run(lease));
  await page.getByText('0 leases run').waitFor();
  market.advanceSeconds(1);
  expect(await vehicle.lease()).toEqual([]);
  await page.getByRole('button', { name: 'End the halt…' }).click();
  await page.getByRole('button', { name: 'End it' }).click();
  await page.getByText('The halt has ended: what it names works again.').waitFor();
  await page.getByRole('link', { name: 'All halts' }).click();
  await page.getByRole('row', { name: /ended.*a fault of its fan/ }).waitFor();
  await expectOpenToAll(page);
});

test('a vehicle is quarantined with a reason, is refused by it, and is let back', async () => {
  const vehicle = await market.vehicle(1, ['parkade-embed-1']);
  await page.getByRole('link', { name: 'Vehicles' }).click();
  await page.getByRole('link', { name: vehicle.vehicleId }).click();
  await page.getByText('0 agreed, 0 differed').waitFor();
  await page.getByLabel('Why, in words that its owner reads').fill('its fan is loud');
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('quarantined').waitFor();
  await expect(vehicle.lease()).rejects.toThrow('its fan is loud');
  await expectOpenToAll(page);
  await page.getByRole('link', { name: 'All vehicles' }).click();
  await page.getByRole('link', { name: 'Quarantined' }).click();
  expect(page.url()).toContain('state=quarantined');
  await page.getByRole('cell', { name: 'an operator’s decision' }).waitFor();
  await expectOpenToAll(page);
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByLabel('Why it may work again').fill('it was mended');
  await page.getByRole('button', { name: 'Let it back' }).click();
  await page.getByRole('status').getByText('active').waitFor();
  await page.getByText('it was mended').waitFor();
  expect(await vehicle.lease()).toEqual([]);
});

test('dead letters are looked at and sent back, one and then all', async () => {
  const name = deadLettersName('credit');
  const { sqs } = market.cloud.clients;
  for (let copies = 0; copies < 3; copies++)
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: `${market.cloud.deps.queueUrlPrefix}${name}`,
        MessageBody: JSON.stringify({ customerId: market.customerId }),
      }),
    );
  await page.getByRole('link', { name: 'Dead letters' }).click();
  await page.getByRole('link', { name }).click();
  await page.getByText(`customerId ${market.customerId}`).first().waitFor();
  await expectOpenToAll(page);
  await page
    .getByRole('button', { name: /^Send back .+/ })
    .first()
    .click();
  await page.getByText('1 sent back; 2 left').waitFor();
  await page.getByRole('button', { name: 'Send all back…' }).click();
  await page.getByRole('button', { name: 'Send back', exact: true }).last().click();
  await page.getByText('2 sent back; 0 left').waitFor();
  market.advanceSeconds(10);
  await page.getByRole('link', { name: 'All dead letters' }).click();
  await page.getByRole('heading', { name: 'No dead letters' }).waitFor();
  await expectOpenToAll(page);
  await market.cloud.events.drain();
  expect(market.faults).toEqual([]);
});

test('an operator is let into no other part, and the API gives it nobody’s data', async () => {
  for (const part of ['customer', 'owner', 'finance']) {
    await page.goto(`${market.url}/${part}`);
    await page.getByRole('heading', { name: 'This part is not yours' }).waitFor();
  }
  const asked = page.waitForRequest((request) => new URL(request.url()).pathname === '/v1/operator/fleet');
  await page.goto(`${market.url}/operator`);
  const authorization = (await (await asked).headerValue('authorization')) ?? '';
  expect(authorization).toMatch(/^Bearer /);
  for (const path of ['balance', 'batches', 'owner/earnings', 'finance/proof'])
    expect((await fetch(`${market.url}/v1/${path}`, { headers: { authorization } })).status).toBe(401);
});
