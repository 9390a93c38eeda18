import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownerOf } from '../support/owner-api.ts';
import { standingCar } from '../support/standing-car.ts';
import { startBrowser } from './browser-rig.ts';
import { expectOpenToAll } from './open-to-all.ts';
import { placeIn } from './place-in.ts';
import { signInAt } from './sign-in-at.ts';
import { startWebMarket, type WebMarket } from './web-market.ts';

let market: WebMarket;
let browser: Awaited<ReturnType<typeof startBrowser>>;
let page: Page;
let complaints: string[];
beforeAll(async () => {
  [market, browser] = await Promise.all([startWebMarket(), startBrowser()]);
  ({ page, complaints } = await browser.person());
  await signInAt(`${market.url}/owner`, /Owner: has vehicles/, page);
  await page.getByRole('heading', { name: 'Earnings' }).waitFor();
});
afterAll(async () => {
  await browser.close();
  await market.close();
});

const place = (name: string) => placeIn(page, name);

async function openVehicle(vehicleId: string) {
  await place('Vehicles').click();
  await page.getByRole('link', { name: vehicleId }).click();
}

async function agree() {
  await page.getByLabel('I agree to this').check();
  await page.getByRole('button', { name: 'Put in force' }).click();
  await page.getByText(/You agreed to version \d/).waitFor();
}

test('a charter that is changed by clicks is judged in a real car, whose page then says why it rests', async () => {
  const car = await standingCar(market);
  await expect.poll(() => car.seen('started'), { timeout: 20_000 }).toBe(true);
  const [started] = car.of('started') as { vehicleId?: string }[];
  const vehicleId = started?.vehicleId ?? '';
  const owner = ownerOf(market.url, market.owners[0]?.apiKey ?? '');
  const because = page.getByRole('list', { name: 'Because' });
  await openVehicle(vehicleId);
  await page.getByRole('heading', { name: 'Waits for work' }).waitFor();
  await because.getByText('There is nothing to do for it at the moment.').waitFor();

  await page.getByRole('link', { name: 'Change its charter' }).click();
  await page.getByLabel('Not above, USD a kWh').fill('0.10');
  await agree();
  await openVehicle(vehicleId);
  await page.getByRole('heading', { name: 'Rests' }).waitFor({ timeout: 10_000 });
  await because.getByText('Electricity costs more than your ceiling.').waitFor();
  const { body: told } = await owner('GET', `/v1/owner/vehicles/${vehicleId}`);
  expect(told).toMatchObject({ doing: 'resting', waiting_because: [{ code: 'price_above_ceiling' }] });
  await expectOpenToAll(page);

  await page.getByRole('button', { name: 'Finish, then rest' }).click();
  await because.getByText('You asked it to finish what it has and to rest then.').waitFor();
  await place('Vehicles').click();
  await page.getByRole('cell', { name: /^Rests: You asked it to finish .* And 1 more\.$/ }).waitFor();
  await openVehicle(vehicleId);
  await page.getByRole('button', { name: 'Let it go on' }).click();
  await page.getByRole('button', { name: 'Finish, then rest' }).waitFor();
  car.agent.kill('SIGTERM');
  expect([await car.exit, car.errors()]).toEqual([0, '']);
  expect(complaints).toEqual([]);
});
