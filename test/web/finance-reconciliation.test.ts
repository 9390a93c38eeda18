import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownerWrites } from '../../functions/adapters/owners.ts';
import { startBrowser } from './browser-rig.ts';
import { expectOpenToAll } from './open-to-all.ts';
import { type PaidMarket, startPaidMarket } from './paid-market.ts';
import { placeIn } from './place-in.ts';
import { signInAt } from './sign-in-at.ts';

const requests = 40;

let market: PaidMarket;
let browser: Awaited<ReturnType<typeof startBrowser>>;
let maker: Page;
let approver: Page;

beforeAll(async () => {
  [market, browser] = await Promise.all([startPaidMarket({ requests }), startBrowser()]);
  maker = await signedIn(/Demo finance/, '/finance/bank');
});
afterAll(async () => {
  await browser.close();
  await market.close();
});

const signedIn = async (who: RegExp, path: string): Promise<Page> =>
  signInAt(`${market.url}${path}`, who, (await browser.person()).page);

const place = (name: string) => placeIn(maker, name);
const table = (name: string) => maker.getByRole('region', { name: `Table of ${name}` });

test('a statement of the bank is taken in, and its lines wait to be looked at', async () => {
  await maker.getByText('No statement of this account was taken in yet.').waitFor();
  const takeIn = async (text: string) => {
    const file = { name: 'main.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
    await maker.getByLabel('File').setInputFiles(file);
    await maker.getByRole('button', { name: 'Take it in' }).click();
  };
  await takeIn(market.statement.replace('-3.00', '-3.009'));
  await maker.getByText('line 3: -3.009 has more than the 2 decimals of usd').waitFor();
  await maker.getByText('How the bank writes its CSV').click();
  await maker.getByLabel('Between columns').selectOption({ label: ';' });
  await takeIn(market.statement.replaceAll(',', ';'));
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
    .getByRole('link', { name: `payout ${market.bankPayout.id}` })
    .waitFor();
  await table('lines').getByRole('link', { name: 'exception, open' }).waitFor();
});

/** Goes on from the step that is shown, and waits until another one is. */
async function goOn(go: () => Promise<unknown>): Promise<string> {
  const before = maker.url();
  await go();
  await maker.waitForURL((url) => url.href !== before);
  const name = new URL(maker.url()).searchParams.get('from') ?? '';
  await maker.locator('dd code').getByText(name, { exact: true }).first().waitFor();
  expect(await maker.getByText('Does not add up').count()).toBe(0);
  return name;
}

const follow = (way: 'Part of' | 'Made of', what: RegExp) =>
  goOn(() =>
    maker.getByRole('region', { name: way, exact: true }).getByRole('link', { name: what }).first().click(),
  );
/** Of the two tables of a step the upper one has the keys. */
const followByKeys = () =>
  goOn(async () => {
    await maker.keyboard.press('j');
    await maker.keyboard.press('Enter');
  });

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
  await maker.getByText(`requests: ${requests}`, { exact: true }).waitFor();
  await maker.getByText("Adds up: The requests' shares are what the owner earned").waitFor();
  await expectOpenToAll(maker);
  await maker.goBack();
  down.push(await follow('Made of', /^request$/));
  expect(down.at(-1)).toMatch(new RegExp(`^batch/${market.batchId}/request/s-\\d+$`));
  await expectOpenToAll(maker);

  const up = [];
  up.push(await followByKeys());
  up.push(await followByKeys());
  expect(up[1]).toMatch(/^owner\/.+\/payout\/1$/);
  up.push(await follow('Part of', /^balance transaction at Stripe$/));
  up.push(await follow('Part of', /^bank payout$/));
  up.push(await follow('Part of', /^bank line$/));
  expect(up.at(-1)).toMatch(/^bank\/main\/line\//);
  expect(up).toContain(market.bankPayout.id);
});

test('an exception is looked after, noted, and resolved by a correction that another approves', async () => {
  await place('Exceptions').click();
  await maker.getByRole('link', { name: 'up to a day: 1' }).click();
  await maker.getByLabel('Looked after by').selectOption({ label: 'Demo approver' });
  await maker.getByText('There is none such.').waitFor();
  await maker.getByLabel('Looked after by').selectOption({ label: 'nobody' });
  await table('exceptions').waitFor();
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

  approver = await signedIn(/Demo approver/, new URL(maker.url()).pathname);
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

test('who was frozen by a warning of fraud is let go on, and what it has not used goes back to its card', async () => {
  await market.warnOfPayment();
  await place('Customers').click();
  await maker.getByRole('link', { name: market.customerId }).click();
  await maker.getByRole('button', { name: /^Lift fraud-warning/ }).click();
  await maker.getByRole('heading', { name: /^Frozen/ }).waitFor({ state: 'detached' });
  await maker.getByLabel('USD (none: all that can be)').fill('1.00');
  await maker.getByRole('button', { name: 'Refund', exact: true }).click();
  await maker.getByRole('button', { name: 'Refund it' }).click();
  await maker.getByText('On its way: $1.00').waitFor();
  await table('refunds').getByText('$1.00').waitFor();
  await expectOpenToAll(maker);
  expect(await market.cloud.deps.customerBalances.of(market.customerId)).toMatchObject({ frozenBy: [] });
});

async function proposeCredit(usd: string, why: string): Promise<void> {
  const promo = maker.getByRole('region', { name: 'Give promo credit' });
  await promo.getByLabel('USD').fill(usd);
  await promo.getByLabel('Why').fill(why);
  await promo.getByRole('button', { name: 'Give it' }).click();
  await promo.getByRole('link', { name: 'Another person decides on it.' }).click();
}

test('credit that is too large for one is proposed, refused to its maker, and given by another', async () => {
  await proposeCredit('5.25', 'For the wait');
  await maker.getByRole('button', { name: /^Approve / }).click();
  await maker.getByText('You made it yourself: another person approves it.').waitFor();
  await maker.keyboard.press('Escape');
  await expectOpenToAll(maker);
  await placeIn(approver, 'Proposals').click();
  await approver.getByRole('button', { name: /^Approve / }).click();
  await approver.getByRole('cell', { name: 'approved' }).waitFor();
  await market.cloud.events.drain();
  const [grant] = await market.cloud.deps.promoGrants.of(market.customerId);
  expect(grant).toMatchObject({ amountMicroUsd: 5_250_000n, reason: 'For the wait' });
});

test('credit that another rejects is not given', async () => {
  await maker.goBack();
  await proposeCredit('6.00', 'For another customer');
  await approver.reload();
  await approver.getByRole('button', { name: /^Reject / }).click();
  await approver.getByRole('cell', { name: 'rejected' }).waitFor();
  await market.cloud.events.drain();
  expect(await market.cloud.deps.promoGrants.of(market.customerId)).toHaveLength(1);
});

/** By way of another page, which must have come: who goes back before that has never left. */
async function openAnew(page: Page, name: string): Promise<void> {
  await placeIn(page, 'Proof').click();
  await page.getByRole('heading', { name: 'Proof', exact: true }).waitFor();
  await placeIn(page, name).click();
}

test('pay that is held for proven fraud is let go by two people', async () => {
  const { deps } = market.cloud;
  const ownerId = market.owners[0]?.ownerId ?? '';
  const held = { doubts: [], hold: 'begins', at: market.now() } as const;
  await deps.commit([ownerWrites.changeReputation(await deps.owners.get(ownerId), held)]);
  await openAnew(maker, 'Proposals');
  await maker.getByRole('button', { name: `Propose to let go the pay of ${ownerId}` }).click();
  await maker.getByRole('button', { name: `Let go the pay of ${ownerId}` }).waitFor();
  await openAnew(approver, 'Proposals');
  await approver.getByRole('button', { name: `Let go the pay of ${ownerId}` }).click();
  await approver.getByText('No owner’s pay is held.').waitFor();
  expect((await deps.owners.get(ownerId)).payHeldSince).toBeUndefined();
});

test('a charge is given back from the drill by one who proposes it and another who approves it', async () => {
  await place('Drill').click();
  await maker.getByLabel(/Business key/).fill(`batch/${market.batchId}/settle/1`);
  await maker.getByRole('button', { name: 'Look' }).click();
  await maker.getByRole('link', { name: 'Give this charge back' }).click();
  await maker.getByLabel('Percent of it').fill('50');
  await maker.getByLabel('Why it is given back').fill('Half of it was late');
  await maker.getByRole('button', { name: 'Propose' }).click();
  await maker.getByText(/^Proposed: /).waitFor();
  await expectOpenToAll(maker);
  await placeIn(approver, 'Charge refunds').click();
  await approver.getByRole('link', { name: /^Decide on / }).click();
  await approver.getByRole('button', { name: 'Approve' }).click();
  await approver.getByRole('cell', { name: /^(approved|executed)$/ }).waitFor();
  await market.cloud.events.drain();
  const [given] = await market.cloud.deps.chargeRefunds.list({ limit: 1 });
  expect(given).toMatchObject({ state: 'executed', percent: 50, decidedBy: 'approver' });
  expect((await market.proof()).holds).toBe(true);
});
