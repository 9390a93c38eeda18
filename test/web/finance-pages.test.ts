import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { giveEarnings } from '../support/give-earnings.ts';
import { startBrowser } from './browser-rig.ts';
import { expectOpenToAll } from './open-to-all.ts';
import { placeIn } from './place-in.ts';
import { signInAt } from './sign-in-at.ts';
import { startWebMarket, type WebMarket } from './web-market.ts';

type Browser = Awaited<ReturnType<typeof startBrowser>>;

let market: WebMarket;
let browser: Browser;
let maker: Page;
let approver: Page;
beforeAll(async () => {
  [market, browser] = await Promise.all([startWebMarket(), startBrowser()]);
  await giveEarnings(market.cloud.deps, market.owners[0]?.ownerId ?? '', 5_000_000n);
  maker = await signedIn(/Demo finance/, '/finance');
});
afterAll(async () => {
  await browser.close();
  await market.close();
});

const signedIn = async (who: RegExp, path: string): Promise<Page> =>
  signInAt(`${market.url}${path}`, who, (await browser.person()).page);

const place = (name: string) => placeIn(maker, name);

test('the proof is green, rule by rule, as the API has it', async () => {
  const { holds, invariants } = await market.proof();
  expect(holds).toBe(true);
  await maker.getByText(`all ${invariants.length} invariants hold`).waitFor();
  const table = maker.getByRole('region', { name: 'Table of invariants' });
  await table.getByText('holds', { exact: true }).first().waitFor();
  expect(await table.getByText('broken', { exact: true }).count()).toBe(0);
  await expectOpenToAll(maker);
});

async function proposeRun(): Promise<void> {
  await place('Payout runs').click();
  await maker.getByRole('button', { name: 'Propose a run of this month' }).click();
  await maker.getByRole('heading', { name: /^Payout run run_/ }).waitFor();
  await market.cloud.events.drain();
}

test('a payout run that another rejects pays nobody, and tells why', async () => {
  await proposeRun();
  approver = await signedIn(/Demo approver/, new URL(maker.url()).pathname);
  await approver.getByLabel('Why it is rejected').fill('The tax form is missing');
  await approver.getByRole('button', { name: 'Reject' }).click();
  await approver.getByText(/by approver: The tax form is missing$/).waitFor();
  await market.cloud.events.drain();
  await maker.getByRole('status').getByText('rejected', { exact: true }).waitFor({ timeout: 20_000 });
  const { payouts } = market.cloud.deps;
  expect(await Array.fromAsync(payouts.of(market.owners[0]?.ownerId ?? ''))).toEqual([]);
});

test('a payout run is proposed by one, refused to its maker in words, and approved by another', async () => {
  await proposeRun();
  await maker.getByRole('button', { name: 'Approve' }).click();
  const refused = maker.getByRole('alert');
  await refused.waitFor();
  expect(await refused.textContent()).toContain('You made it yourself: another person approves it.');
  await expectOpenToAll(maker);
  await approver.goto(maker.url());
  await approver.getByRole('button', { name: 'Approve' }).click();
  await approver.getByText(/by approver/).waitFor();
  await market.cloud.events.drain();
  await maker.getByText('executed', { exact: true }).waitFor({ timeout: 20_000 });
  expect((await market.proof()).holds).toBe(true);
});

test('a payout is followed by a click to what it is part of, and by another back to itself', async () => {
  const from = `owner/${market.owners[0]?.ownerId}/payout/1`;
  await place('Drill').click();
  await maker.getByLabel(/Business key/).fill(from);
  await maker.getByRole('button', { name: 'Look' }).click();
  await maker.getByRole('region', { name: 'Part of' }).getByRole('link', { name: 'payout-sent' }).click();
  await maker.waitForURL((url) => url.searchParams.get('from') === `${from}/sent`);
  await expectOpenToAll(maker);
  await maker
    .getByRole('region', { name: 'Made of' })
    .getByRole('link', { name: 'payout', exact: true })
    .click();
  await maker.waitForURL((url) => url.searchParams.get('from') === from);
  await maker.getByRole('heading', { name: /^Payout 1 to / }).waitFor();
});
