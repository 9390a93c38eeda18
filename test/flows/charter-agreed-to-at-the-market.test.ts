import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAgreedCharter } from '../../agent/agreed-charter.ts';
import { type Charter, standardCharter } from '../../shared/charter.ts';
import { type Market, startMarket } from '../support/market-rig.ts';
import { ownerOf } from '../support/owner-api.ts';
import type { TestVehicle } from '../support/test-vehicle.ts';

let market: Market;
let owner: ReturnType<typeof ownerOf>;
let vehicle: TestVehicle;
beforeAll(async () => {
  market = await startMarket();
  owner = ownerOf(market.cloud.url, market.owners[0]?.apiKey ?? '');
  vehicle = await market.vehicle(0, ['parkade-embed-1']);
});
afterAll(() => market.close());

const path = join(mkdtempSync(join(tmpdir(), 'agreed-')), 'agreed-charter.json');
const noPlans = { ...standardCharter.departure, weekly: [], dated: [] };
const charter: Charter = { ...standardCharter, netFloorMicroUsdPerHour: 60_000, departure: noPlans };
const agree = async (changes: Partial<Charter> = {}) => {
  const consent = { accepted: true, text_version: '1' };
  const agreed = await owner('POST', '/v1/owner/charters', { charter: { ...charter, ...changes }, consent });
  expect(agreed.status).toBe(200);
  return agreed.body.version as number;
};
const want = { seconds: 60, tasks: 1, models: ['parkade-embed-1'] };
const said = async () => (await vehicle.market.work({ handIns: [], want })).charter;
const inCar = (whose = { ownerId: market.owners[0]?.ownerId ?? '', vehicleId: vehicle.vehicleId }) =>
  openAgreedCharter({ path, market: vehicle.market, whose: () => whose });

test('what its owner agrees to at the market is what the car goes by, with the plans that only the car knows', async () => {
  const car = await inCar();
  expect(car.rules(standardCharter)).toBe(standardCharter);
  expect(await car.heed(await said())).toBe(false);

  const version = await agree();
  expect(await car.heed(await said())).toBe(true);
  expect([car.version(), car.problem()]).toEqual([version, null]);
  const rules = car.rules(standardCharter);
  expect(rules?.netFloorMicroUsdPerHour).toBe(60_000);
  expect(rules?.departure.weekly).toEqual(standardCharter.departure.weekly);
  expect(car.rules(undefined)).toEqual(charter);
  // Nothing is asked for again while it stays the same.
  expect(await car.heed(await said())).toBe(false);
});

test('it holds over a restart without a network, and a file that was changed on the disk counts for nothing', async () => {
  expect((await inCar()).rules(undefined)).toEqual(charter);
  expect(
    (await inCar({ ownerId: 'own_other', vehicleId: vehicle.vehicleId })).rules(undefined),
  ).toBeUndefined();

  const whole = readFileSync(path, 'utf8');
  writeFileSync(path, whole.replaceAll('60000', '0'));
  expect((await inCar()).rules(undefined)).toBeUndefined();
  writeFileSync(path, whole.slice(0, 100));
  expect((await inCar()).rules(undefined)).toBeUndefined();
  writeFileSync(path, whole);
});

test('who takes the consent back stops the car, and the next version sets it going', async () => {
  const car = await inCar();
  expect(car.isWithdrawn()).toBe(false);
  await owner('DELETE', `/v1/owner/charters/${car.version()}`);
  expect(await car.heed(await said())).toBe(true);
  expect(car.isWithdrawn()).toBe(true);
  expect((await inCar()).isWithdrawn()).toBe(true);

  const version = await agree({ netFloorMicroUsdPerHour: 10_000 });
  expect(await car.fetch()).toBe(true);
  expect([car.isWithdrawn(), car.version()]).toEqual([false, version]);
  expect(car.rules(undefined)?.netFloorMicroUsdPerHour).toBe(10_000);
});

test('a market that can not be asked changes nothing, and the reason is told', async () => {
  const car = await inCar();
  const before = car.rules(undefined);
  await agree({ netFloorMicroUsdPerHour: 20_000 });
  const cut = await openAgreedCharter({
    path,
    market: { ...vehicle.market, getCharter: () => Promise.reject(new Error('no network')) },
    whose: () => ({ ownerId: market.owners[0]?.ownerId ?? '', vehicleId: vehicle.vehicleId }),
  });
  expect(await cut.heed(await said())).toBe(false);
  expect(cut.problem()).toBe('The charter that was agreed to could not be fetched or kept: no network');
  expect(cut.rules(undefined)).toEqual(before);
});
