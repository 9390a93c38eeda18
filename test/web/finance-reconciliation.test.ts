import type { Page } from 'playwright-core';
import Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoPolicy } from '../../shared/policy.ts';
import { embeddingLine, sentences } from '../support/market-rig.ts';
import { startBrowser } from './browser-rig.ts';
import { expectOpenToAll } from './open-to-all.ts';
import { startWebMarket, type WebMarket } from './web-market.ts';

const day = 86_400;
const requests = 40;
/** Dear enough that a batch of a second pays its owner more than a cent. */
const dearPolicy = {
  ...demoPolicy,
  auditShare: 0,
  priceMicroUsdPerReferenceSecond: { ...demoPolicy.priceMicroUsdPerReferenceSecond, '24h': 900_000 },
};

let market: WebMarket;
let browser: Awaited<ReturnType<typeof startBrowser>>;
let maker: Page;
let batchId: string;
let bankPayout: Stripe.Payout;
let statement: string;

/** A batch is run and paid; Stripe pays the platform's rest to its bank, whose statement has a line of it and a fee. */
beforeAll(async () => {
  [market, browser] = await Promise.all([
    startWebMarket({ policy: dearPolicy, beganSecondsAgo: 3 * day }),
    startBrowser(),
  ]);
  const standIn = new URL(market.cloud.stripeStandIn ?? '');
  await fetch(`${standIn.origin}/_test/settings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ dailyPayouts: true }),
  });
  const vehicle = await market.vehicle(0, ['parkade-embed-1']);
  batchId = (await market.submit(sentences(requests).map((text, at) => embeddingLine(`s-${at}`, text)))).id;
  await market.work(vehicle);
  await market.sweep();
  await market.payOut();
  market.advanceSeconds(3 * day);
  await market.cloud.timers.pollStripe();
  await market.cloud.events.drain();
  const stripe = new Stripe('local', { host: standIn.hostname, port: standIn.port, protocol: 'http' });
  const { data } = await stripe.payouts.list({ limit: 10 });
  const [latest] = data.filter(({ automatic }) => automatic);
  if (!latest) throw new Error('Stripe paid nothing to the bank.');
  bankPayout = latest;
  const bookedOn = new Date(market.now()).toISOString().slice(0, 10);
  statement = [
    'booked_on,amount,currency,counterparty,text,reference',
    `${bookedOn},${(latest.amount / 100).toFixed(2)},USD,STRIPE,PAYOUT ${latest.trace_id?.value},B1`,
    `${bookedOn},-3.00,USD,The bank,MONTHLY FEE,B2`,
  ].join('\n');
  maker = await signedIn(/Demo finance/, '/finance/bank');
});
afterAll(async () => {
  await browser.close();
  await market.close();
});

async function signedIn(who: RegExp, path: string): Promise<Page> {
  const { page } = await browser.person();
  page.setDefaultTimeout(8_000);
  await page.goto(`${market.url}${path}`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: who }).click();
  await page.getByRole('banner').waitFor();
  return page;
}

const place = (name: string) =>
  maker.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name, exact: true });
const table = (name: string) => maker.getByRole('region', { name: `Table of ${name}` });

test('a statement of the bank is taken in, and its lines wait to be looked at', async () => {
  await maker.getByText('No statement of this account was taken in yet.').waitFor();
  await maker
    .getByLabel('File')
    .setInputFiles({ name: 'main.csv', mimeType: 'text/csv', buffer: Buffer.from(statement) });
  await maker.getByRole('button', { name: 'Take it in' }).click();
  await maker.getByText('2 of them new').waitFor();
  await table('lines').getByText('not looked at yet').nth(1).waitFor();
  await expectOpenToAll(maker);
});

test('a reconciliation is started and tells its result, and each line what it matched', async () => {
  await place('Reconciliation').click();
  await maker.getByRole('button', { name: 'Start a run' }).click();
  await maker.getByRole('heading', { name: /^Reconciliation rec_/ }).waitFor();
  await market.cloud.events.drain();
  await maker.getByRole('region', { name: 'Matched' }).waitFor();
  await expectOpenToAll(maker);
  await place('Bank').click();
  await table('lines')
    .getByRole('link', { name: `payout ${bankPayout.id}` })
    .waitFor();
  await table('lines').getByRole('link', { name: 'exception, open' }).waitFor();
});

/** Follows a link of the step that is shown, and waits until another one is. */
async function follow(way: 'Part of' | 'Made of', what: RegExp): Promise<string> {
  const before = maker.url();
  await maker
    .getByRole('region', { name: way, exact: true })
    .getByRole('link', { name: what })
    .first()
    .click();
  await maker.waitForURL((url) => url.href !== before);
  const name = new URL(maker.url()).searchParams.get('from') ?? '';
  await maker.locator('dd code').getByText(name, { exact: true }).first().waitFor();
  expect(await maker.getByText('Does not add up').count()).toBe(0);
  return name;
}

test('a line of the bank is followed by clicks to a request, and back up to the line', async () => {
  await table('lines')
    .getByRole('row', { name: /STRIPE/ })
    .getByRole('link')
    .first()
    .click();
  await maker.getByRole('heading', { name: 'A statement line shows the money' }).waitFor();
  const down = [];
  down.push(await follow('Made of', /^payout from Stripe$/));
  down.push(await follow('Made of', /^transfer$/));
  down.push(await follow('Made of', /^payout-sent$/));
  down.push(await follow('Made of', /^payout$/));
  down.push(await follow('Made of', /^earned and released at once$/));
  down.push(await follow('Made of', /^settlement$/));
  down.push(await follow('Made of', /^settlement$/));
  down.push(await follow('Part of', /^batch$/));
  down.push(await follow('Made of', /^settlement$/));
  down.push(await follow('Made of', /^requests$/));
  await maker.getByRole('link', { name: 'All of them, with their units' }).click();
  await maker.getByText(`${requests} requests`, { exact: true }).waitFor();
  await maker.getByText("Adds up: The requests' shares are what the owner earned").waitFor();
  await expectOpenToAll(maker);
  await maker.goBack();
  down.push(await follow('Made of', /^request$/));
  expect(down.at(-1)).toMatch(new RegExp(`^batch/${batchId}/request/s-\\d+$`));
  await expectOpenToAll(maker);

  const up = [];
  up.push(await follow('Part of', /^earned with$/));
  up.push(await follow('Part of', /^paid with$/));
  up.push(await follow('Part of', /^balance transaction at Stripe$/));
  up.push(await follow('Part of', /^bank payout$/));
  up.push(await follow('Part of', /^bank line$/));
  expect(up.at(-1)).toMatch(/^bank\/main\/line\//);
  expect(up).toContain(bankPayout.id);
});

test('an exception is looked after, noted, and resolved by a correction that another approves', async () => {
  await place('Exceptions').click();
  await maker.getByRole('link', { name: 'up to a day: 1' }).click();
  await expectOpenToAll(maker);
  await maker.keyboard.press('j');
  await maker.keyboard.press('Enter');
  await maker.getByRole('heading', { name: 'Exception', exact: true }).waitFor();
  await maker.getByLabel('Looked after by').selectOption({ label: 'Demo approver' });
  await maker.getByLabel('A note').fill('The monthly fee.');
  await maker.getByRole('button', { name: 'Write it down' }).click();
  await maker.getByRole('definition').getByText('The monthly fee.').waitFor();
  await maker.getByLabel('Reason').fill('Bank fee of November');
  await maker.getByRole('button', { name: 'Propose' }).click();
  await maker.getByRole('button', { name: 'Approve' }).click();
  const refused = maker.getByRole('alert');
  await refused.getByText('You proposed this correction; somebody else has to approve it.').waitFor();
  await expectOpenToAll(maker);

  const approver = await signedIn(/Demo approver/, new URL(maker.url()).pathname);
  await approver.getByText('Bank fee of November').first().waitFor();
  await approver.getByRole('button', { name: 'Approve' }).click();
  await approver
    .getByText('and on its way into the ledger')
    .or(approver.getByText('resolved'))
    .first()
    .waitFor();
  await market.cloud.events.drain();
  await maker.getByRole('status').getByText('resolved', { exact: true }).waitFor();
  await maker.getByRole('link', { name: /^exception\/.+\/adjust\/1$/ }).click();
  await maker.getByRole('heading', { name: 'Finance resolved an exception' }).waitFor();
  const entry = new URL(maker.url()).searchParams.get('from') ?? '';
  expect(await market.cloud.deps.ledger.findEntry(entry)).toMatchObject({
    memo: { proposedBy: 'finance', approvedBy: 'approver', reason: 'Bank fee of November' },
  });
  expect(await follow('Part of', /^line of the bank's statement$/)).toMatch(/^main\//);
});
