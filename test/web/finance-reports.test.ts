import { readFile } from 'node:fs/promises';
import type { Download, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ledgerWrites } from '../../functions/adapters/ledger.ts';
import type { Report } from '../../shared/contract/finance-reports.ts';
import { entryOf, transferPostings } from '../../shared/ledger.ts';
import { giveEarnings } from '../support/give-earnings.ts';
import { startBrowser } from './browser-rig.ts';
import { expectOpenToAll } from './open-to-all.ts';
import { placeIn } from './place-in.ts';
import { signInAt } from './sign-in-at.ts';
import { startWebMarket, type WebMarket } from './web-market.ts';

type Browser = Awaited<ReturnType<typeof startBrowser>>;

const today = new Date();
const monthOf = (monthsAgo: number) =>
  new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - monthsAgo)).toISOString().slice(0, 7);
const lastMonth = monthOf(1);

/** More than one answer of the API's has. */
const entriesOfLastMonth = 103;

let market: WebMarket;
let browser: Browser;
let maker: Page;
let approver: Page;
beforeAll(async () => {
  [market, browser] = await Promise.all([startWebMarket(), startBrowser()]);
  const { deps, events } = market.cloud;
  const then = { ...deps, now: () => Date.parse(`${lastMonth}-15`) };
  for (let no = 0; no < entriesOfLastMonth; no++)
    await giveEarnings(then, market.owners[0]?.ownerId ?? '', 1_000_000n);
  await events.drain();
  maker = await signedIn(/Demo finance/, '/finance');
  approver = await signedIn(/Demo approver/, '/finance');
});
afterAll(async () => {
  await browser.close();
  await market.close();
});

const signedIn = async (who: RegExp, path: string): Promise<Page> =>
  signInAt(`${market.url}${path}`, who, (await browser.person()).page);

async function asked<Reply>(path: string): Promise<Reply> {
  const headers = { authorization: `Bearer ${market.financeKey}` };
  return (await (await fetch(`${market.url}/v1/finance${path}`, { headers })).json()) as Reply;
}

const place = (name: string) => placeIn(maker, name);

async function saved(button: string): Promise<Buffer> {
  const [file]: [Download, unknown] = await Promise.all([
    maker.waitForEvent('download'),
    maker.getByRole('button', { name: button }).click(),
  ]);
  return readFile(await file.path());
}

test('every report adds up as the API has it, and is saved as CSV and PDF', async () => {
  await place('Reports').click();
  for (const [tab, name] of [
    ['Trial balance', 'trial_balance'],
    ['Roll-forwards', 'roll_forwards'],
    ['Margin', 'margin'],
    ['Fees', 'fees'],
    ['Payouts', 'payouts'],
  ] as const) {
    await maker.getByRole('navigation', { name: 'Reports' }).getByRole('link', { name: tab }).click();
    await maker.getByRole('heading', { name: tab, level: 2 }).waitFor();
    await maker.getByText(/^It adds up/).waitFor();
    const { checks } = await asked<Report>(`/reports/${name}`);
    for (const { says } of checks) await maker.getByText(`${says}:`).waitFor();
  }
  await maker.getByRole('link', { name: 'Trial balance' }).click();
  await maker.getByRole('heading', { name: 'Trial balance', level: 2 }).waitFor();
  await expectOpenToAll(maker);
  expect((await saved('Save CSV')).toString()).toContain('debit_micro_usd');
  expect((await saved('Save PDF')).subarray(0, 5).toString()).toBe('%PDF-');
});

test('a statement of an owner stands beside the reports', async () => {
  const ownerId = market.owners[0]?.ownerId ?? '';
  await maker.getByRole('link', { name: 'Statement' }).click();
  await maker.getByLabel('Month (UTC)').selectOption(lastMonth);
  await maker.getByLabel(/^Owner or customer/).fill(ownerId);
  await maker.keyboard.press('Enter');
  await maker.getByRole('heading', { name: /^Owner statement/ }).waitFor();
  await maker.getByText(/^It adds up/).waitFor();
  await maker.getByRole('cell', { name: '$103.00' }).first().waitFor();
});

test('a line of a report is followed to all entries that it is the sum of, past the first hundred', async () => {
  await maker.getByRole('link', { name: 'Roll-forwards' }).click();
  await maker.getByLabel('Month (UTC)').selectOption(lastMonth);
  const { sections } = await asked<Report>(`/reports/roll_forwards?month=${lastMonth}`);
  const line = sections[1]?.rows.find(({ movement }) => movement === 'pay-audit');
  expect(line).toMatchObject({ entries: entriesOfLastMonth, amount: entriesOfLastMonth * 1_000_000 });
  await maker.getByRole('link', { name: 'pay-audit' }).click();
  await maker.getByText(/^The first 100 entries moved/).waitFor();
  await maker.getByRole('button', { name: 'More entries' }).click();
  await maker.getByText(/^All 103 entries moved .* by \$103\.00/).waitFor();
  await expectOpenToAll(maker);
  await maker
    .getByRole('link', { name: /^owner\/.*audit/ })
    .first()
    .click();
  await maker.getByRole('heading', { name: 'Drill' }).waitFor();
  await maker.goBack();
});

test('the journal is exported for bookkeeping programs', async () => {
  expect((await saved('QuickBooks Online')).toString()).toMatch(/^Journal No,Journal Date/);
  await maker.getByText('Saved: 1 file.').waitFor();
  const rows = (await saved('CSV, a row a posting')).toString().trim().split('\n');
  expect(rows).toHaveLength(1 + 2 * entriesOfLastMonth);
});

test('a month is closed by a click and a second one; the running one is refused in words', async () => {
  await place('Periods').click();
  const close = maker.getByRole('dialog').getByRole('button', { name: /^Close 20/ });
  await maker.getByRole('button', { name: `Close ${lastMonth}` }).click();
  await close.click();
  await maker.getByText(`${lastMonth} is closed, with ${entriesOfLastMonth} entries.`).waitFor();
  const { data } = await asked<{ data: { month: string; closed_by: string }[] }>('/periods');
  expect(data).toMatchObject([{ month: lastMonth, closed_by: 'finance' }]);
  await maker.getByRole('button', { name: `Close ${monthOf(0)}` }).click();
  await close.click();
  await maker
    .getByRole('alert')
    .getByText(/can be closed from/)
    .waitFor();
  await expectOpenToAll(maker);
});

test('what tax forms ask for stands by payee, and is saved', async () => {
  await place('Tax').click();
  await maker.getByLabel('Year (UTC)').selectOption(lastMonth.slice(0, 4));
  await maker.getByRole('link', { name: market.owners[0]?.ownerId ?? '' }).waitFor();
  await maker.getByRole('cell', { name: '$103.00' }).waitFor();
  await expectOpenToAll(maker);
  const file = (await saved('Save CSV, with all quarters')).toString();
  expect(file).toContain(`${entriesOfLastMonth}000000`);
});

test('an entry is undone when another person approves, and stands in the books as undone', async () => {
  const businessKey = 'suspense/in-a-test';
  await market.cloud.deps.commit([
    ledgerWrites.post(
      entryOf({
        ...{ businessKey, kind: 'adjust', at: Date.now(), memo: {} },
        postings: transferPostings('platform/adjustments', 'suspense', 2_500_000n),
      }),
    ),
  ]);
  await place('Corrections').click();
  await maker.getByLabel('Business key of the entry').fill(businessKey);
  await maker.getByLabel('Why it is to be undone').fill('booked twice');
  await maker.keyboard.press('Enter');
  await maker.getByRole('button', { name: `Approve ${businessKey}` }).click();
  await maker.getByRole('alert').getByText('another person approves it').waitFor();
  await maker.keyboard.press('Escape');
  await expectOpenToAll(maker);
  await approver.goto(`${market.url}/finance/corrections`);
  await approver.getByRole('button', { name: `Approve ${businessKey}` }).click();
  await approver.getByRole('button', { name: `Approve ${businessKey}` }).waitFor({ state: 'detached' });
  await market.cloud.events.drain();
  await maker.getByRole('link', { name: `${businessKey}/reversed` }).waitFor();
  expect(await market.cloud.deps.ledger.findEntry(`${businessKey}/reversed`)).toMatchObject({
    kind: 'reverse',
    postings: transferPostings('platform/adjustments', 'suspense', -2_500_000n),
  });
});

test('who was let in by one is confirmed by another, and removed; the trail tells of each', async () => {
  await place('People').click();
  await maker.getByLabel('Name', { exact: true }).fill('Grace');
  await maker.getByLabel('E-mail').fill('grace@example.com');
  await maker.getByRole('checkbox', { name: 'Approve' }).check();
  await maker.getByRole('button', { name: 'Let in', exact: true }).click();
  await maker.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await maker.getByRole('button', { name: 'Confirm Grace' }).click();
  await maker
    .getByRole('alert')
    .getByText(/another person/i)
    .waitFor();
  await maker.keyboard.press('Escape');
  await expectOpenToAll(maker);
  await approver.goto(`${market.url}/finance/people`);
  await approver.getByRole('button', { name: 'Confirm Grace' }).click();
  await approver.getByRole('button', { name: 'Confirm Grace' }).waitFor({ state: 'detached' });
  await approver.getByRole('button', { name: 'Remove Grace' }).click();
  await approver.getByRole('dialog').getByRole('button', { name: 'Remove Grace' }).click();
  await approver.getByRole('button', { name: 'Remove Grace' }).waitFor({ state: 'detached' });
  const { data } = await asked<{ data: { email: string; confirmed_by: string; revoked_at: number }[] }>(
    '/people',
  );
  expect(data.find(({ email }) => email === 'grace@example.com')).toMatchObject({
    may: ['read', 'approve'],
    confirmed_by: 'approver',
    revoked_at: expect.any(Number),
  });
  await place('Audit trail').click();
  await maker.getByLabel('Method').selectOption('DELETE');
  await maker.getByRole('cell', { name: 'approver' }).waitFor();
  await expectOpenToAll(maker);
});
