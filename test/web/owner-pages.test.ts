import { text } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { giveEarnings } from '../support/give-earnings.ts';
import { embeddingLine, sentences } from '../support/market-rig.ts';
import { ownerOf } from '../support/owner-api.ts';
import type { TestVehicle } from '../support/test-vehicle.ts';
import { seriousViolations, startBrowser } from './browser-rig.ts';
import { expectOpenToAll } from './open-to-all.ts';
import { placeIn } from './place-in.ts';
import { signInAt } from './sign-in-at.ts';
import { startWebMarket, type WebMarket } from './web-market.ts';

type Browser = Awaited<ReturnType<typeof startBrowser>>;

let market: WebMarket;
let browser: Browser;
let page: Page;
let complaints: string[];
let vehicle: TestVehicle;
let owner: ReturnType<typeof ownerOf>;
beforeAll(async () => {
  [market, browser] = await Promise.all([startWebMarket(), startBrowser()]);
  ({ page, complaints } = await browser.person());
  owner = ownerOf(market.url, market.owners[0]?.apiKey ?? '');
  vehicle = await market.vehicle(0, ['parkade-embed-1']);
  await market.submit(sentences(200).map((sentence, at) => embeddingLine(`line-${at}`, sentence)));
  await market.work(vehicle);
  await giveEarnings(market.cloud.deps, market.owners[0]?.ownerId ?? '', 5_000_000n);
  await signInAt(`${market.url}/owner`, /Owner: has vehicles/, page);
  await page.getByRole('heading', { name: 'Earnings' }).waitFor();
});
afterAll(async () => {
  await browser.close();
  await market.close();
});

const place = (name: string) => placeIn(page, name);

/** What a click hands to the browser as a file. */
async function savedBy(button: string): Promise<string> {
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  return text(await saved.createReadStream());
}

test('what was earned is shown to the micro-dollar, by day and vehicle, as the API says it', async () => {
  const { body: days } = await owner('GET', '/v1/owner/earnings/days');
  const ofVehicle = days.data.find(
    (row: { vehicle_id: string | null }) => row.vehicle_id === vehicle.vehicleId,
  );
  expect(ofVehicle.net_micro_usd).toBeGreaterThan(0);
  const row = page.getByRole('row').filter({ hasText: vehicle.vehicleId });
  const cells = row.locator('data');
  await cells.first().waitFor();
  const shown = await cells.evaluateAll((all) => all.map((each) => Number(each.getAttribute('value'))));
  expect(shown).toEqual([
    ofVehicle.net_micro_usd,
    ofVehicle.energy_micro_usd,
    ofVehicle.wear_micro_usd,
    ofVehicle.gross_micro_usd,
    200,
  ]);
  const earnings = await market.earnings(0);
  expect(earnings.releasedMicroUsd).toBeGreaterThanOrEqual(5_000_000);
  const tile = (name: string) => page.locator('.tile').filter({ hasText: name }).locator('data');
  expect(await tile('Pending').getAttribute('value')).toBe(String(earnings.pendingMicroUsd));
  expect(await tile('Released').getAttribute('value')).toBe(String(earnings.releasedMicroUsd));
  await page.getByRole('figure', { name: 'Gross: net, energy and wear by day (UTC)' }).waitFor();
  await expectOpenToAll(page);
});

test('a month’s statement is saved as CSV and signed, and Stripe’s page for the details is a link', async () => {
  const month = new Date(market.now()).toISOString().slice(0, 7);
  const csv = await savedBy('Save CSV');
  expect(csv).toContain(`earned,,${vehicle.vehicleId}`);
  const signed = JSON.parse(await savedBy('Save signed JSON'));
  expect(signed).toMatchObject({ object: 'owner_statement', month });
  expect(signed.signature.split('.')).toHaveLength(3);
  await page.getByRole('button', { name: 'Make a link to your details at Stripe' }).click();
  expect(await page.getByRole('link', { name: 'Go to Stripe' }).getAttribute('href')).toMatch(/^https?:/);
});

test('a vehicle’s page tells its state and rules, and a code for a new car is shown once', async () => {
  await place('Vehicles').click();
  await page.getByRole('heading', { name: 'Vehicles' }).waitFor();
  await page.getByRole('button', { name: 'Code for a new car' }).click();
  await page.getByText(/^parkade-agent enroll \S+$/).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByText(/parkade-agent enroll/).count()).toBe(0);
  await expectOpenToAll(page);
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: `Vehicle ${vehicle.vehicleId}` }).waitFor();
  await page.getByRole('heading', { name: 'Active: it gets work when it asks for some' }).waitFor();
  await page.getByText('the car keeps to the charter that lies in it').waitFor();
  await expectOpenToAll(page);
});

test('a charter is changed by the form, told in a sentence, and then in force for the vehicle', async () => {
  await page.getByRole('link', { name: 'Change its charter' }).click();
  await page.getByRole('heading', { name: 'What it will do tonight' }).waitFor();
  await page.getByText(/Tonight your car will compute .* at any hour/).waitFor();
  await page.getByRole('button', { name: 'Only at certain hours' }).click();
  await page.getByLabel('From', { exact: true }).fill('21:00');
  await page.getByLabel('Until', { exact: true }).fill('05:30');
  await page.getByLabel('Charge kept, %').fill('40');
  await page.getByLabel('Charge kept, %').fill('100');
  await page.getByText(/will not compute: the battery holds 100 %, your floor is 100 %/).waitFor();
  await page.getByLabel('Charge kept, %').fill('40');
  await page.getByText(/from 21:00 to 05:30, .* keeps 40 %/).waitFor();
  await page.getByLabel('Its price is').selectOption('time-of-use');
  await page.getByLabel('Priced from').fill('01:00');
  await page.getByLabel('USD a kWh then').fill('0.10');
  await page.getByLabel('USD a kWh, at other times').fill('0.45');
  await page.getByText(/from 01:00 to 05:30, .* at most \$0\.30 a kWh/).waitFor();
  await page.getByLabel('Its price is').selectOption('fixed');
  await page.getByLabel('USD a kWh', { exact: true }).fill('0.187');
  await page.getByLabel('Show a departure').check();
  await page.getByText(/then charges from \d\d:\d\d for your departure/).waitFor();
  await expectOpenToAll(page);
  await page.getByLabel('I agree to this').check();
  await page.getByRole('button', { name: 'Put in force' }).click();
  await page.getByText('You agreed to version 1').waitFor();
  const { body: inForce } = await owner('GET', `/v1/owner/vehicles/${vehicle.vehicleId}/charter`);
  expect(inForce).toMatchObject({
    state: 'agreed',
    version: 1,
    charter: {
      stateOfChargeFloorPercent: 40,
      hours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '21:00', to: '05:30' }],
      departure: { weekly: [], dated: [] },
    },
    statement: { vehicle_ids: [vehicle.vehicleId] },
  });
});

test('other rules stand beside those in force with what they may earn', async () => {
  const present = page.getByRole('article', { name: 'Now: version 1' });
  const drafted = page.getByRole('article', { name: 'These rules' });
  const netOf = async (article: typeof present) =>
    Number(await article.locator('dd').last().locator('data').first().getAttribute('value'));
  await present.getByText('37.9 h a week').waitFor();
  await page.getByRole('button', { name: 'Leave out' }).click();
  await drafted.getByText('107 h a week').waitFor();
  await expect.poll(async () => (await netOf(drafted)) > (await netOf(present))).toBe(true);
  const { body: estimate } = await owner('POST', '/v1/owner/estimates', {
    hardware_class: 'AI4',
    hours_per_week: 107,
    micro_usd_per_kwh: 187_000,
    net_floor_micro_usd_per_hour: 20_000,
  });
  expect(await netOf(drafted)).toBe(estimate.per_month.net_micro_usd.p50);
});

test('a vehicle is paused from its page, alone, and a version is withdrawn by whom it was agreed to', async () => {
  await place('Vehicles').click();
  await page.getByRole('link', { name: vehicle.vehicleId }).click();
  await page.getByText('Version 1 is in force').waitFor();
  await page.getByText(/Tonight your car will compute .* from 21:00 to 05:30/).waitFor();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText('Version 2 was withdrawn: the car gets no work until you agree anew.').waitFor();
  const { body: paused } = await owner('GET', `/v1/owner/vehicles/${vehicle.vehicleId}/charter`);
  expect(paused).toMatchObject({ state: 'withdrawn', version: 2 });
  await place('Charter').click();
  await page.getByLabel('I agree to this').check();
  await page.getByRole('button', { name: 'Put in force' }).click();
  await page.getByText('You agreed to version 3').waitFor();
  await page.getByRole('button', { name: 'Withdraw version 3' }).click();
  await expect.poll(() => page.getByRole('button', { name: 'Withdraw version 3' }).count()).toBe(0);
  const { body: withdrawn } = await owner('GET', `/v1/owner/vehicles/${vehicle.vehicleId}/charter`);
  expect(withdrawn).toMatchObject({ state: 'withdrawn', version: 3 });
});

test('beneficiaries are set, and each has a link of their own', async () => {
  await place('Beneficiaries').click();
  await page.getByRole('button', { name: 'Add one' }).click();
  await page.getByLabel('Name').fill('Dana Driver');
  await page.getByLabel('Share in %').fill('12.5');
  await page.getByRole('button', { name: 'Save shares' }).click();
  await page.getByText('Your own part is 87.5 %').waitFor();
  const { body: shared } = await owner('GET', '/v1/owner/beneficiaries');
  expect(shared.data).toMatchObject([{ name: 'Dana Driver', role: 'driver', share_basis_points: 1_250 }]);
  await page.getByRole('button', { name: 'Link for Dana Driver' }).click();
  await page.getByRole('link', { name: /Dana Driver/ }).waitFor();
  await expectOpenToAll(page);
});

test('earnings are shown in watt-hours as well, and all that is stored is exported', async () => {
  await place('Account').click();
  await page.getByLabel('Unit').selectOption('kwh');
  await page.getByLabel('A kWh counts for, USD').fill('0.20');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.poll(async () => (await market.earnings(0)).netInKwh?.micro_usd_per_kwh).toBe(200_000);
  const lines = (await savedBy('Export')).trim().split('\n');
  const stored = lines.map((line) => JSON.parse(line));
  expect(stored.map(({ kind }) => kind)).toContain('owner');
  expect(JSON.stringify(stored)).toContain(vehicle.vehicleId);
  await expectOpenToAll(page);
});

test('erasure asks before: Esc leaves all as it is, a second click closes the account', async () => {
  await page.getByRole('button', { name: 'Close and erase…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Close this account and erase it?' });
  await dialog.waitFor();
  await expectAccessibleDialog();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect((await owner('GET', '/v1/owner/erasure')).status).toBe(404);
  await page.getByRole('button', { name: 'Close and erase…' }).click();
  await dialog.getByRole('button', { name: 'Erase' }).click();
  await page.getByText(/^Being erased/).waitFor();
  expect((await owner('GET', '/v1/owner/erasure')).body).toMatchObject({ state: 'pending' });
  await place('Vehicles').click();
  await page.getByRole('cell', { name: 'revoked' }).waitFor();
  // The browser itself notes each 404: before an erasure there is none to be told of.
  expect(complaints.filter((each) => !each.includes('404'))).toEqual([]);
});

const expectAccessibleDialog = async () => expect(await seriousViolations(page)).toEqual([]);
