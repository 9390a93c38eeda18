import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { haltWrites } from '../../functions/adapters/halts.ts';
import { keys } from '../../functions/adapters/keys.ts';
import { embeddingLine, type Market, sentences, startMarket } from '../support/market-rig.ts';
import { ownerOf } from '../support/owner-api.ts';
import type { TestVehicle } from '../support/test-vehicle.ts';

let market: Market;
let owner: ReturnType<typeof ownerOf>;
beforeAll(async () => {
  market = await startMarket();
  owner = ownerOf(market.cloud.url, market.owners[0]?.apiKey ?? '');
});
afterAll(async () => {
  await market.expectSound();
  await market.close();
});

const model = 'parkade-embed-1';
const want = { seconds: 30, tasks: 1, models: [model] };
const pathOf = ({ vehicleId }: TestVehicle) => `/v1/owner/vehicles/${vehicleId}`;
const seen = async (vehicle: TestVehicle) => {
  const { body } = await owner('GET', pathOf(vehicle));
  return [body.doing, ...body.waiting_because.map(({ code }: { code: string }) => code)];
};
const submit = (count: number) =>
  market.submit(sentences(count).map((text, no) => embeddingLine(`${no}`, text)));

test('a car that rests tells why until it asks for work again, and no time of it is kept', async () => {
  const vehicle = await market.vehicle(0, [model]);
  expect(await seen(vehicle)).toEqual(['unheard']);
  const until = market.now() + 3_600_000;
  const { charter } = await vehicle.market.rest({
    because: [{ code: 'outside_hours', until }, { code: 'too_warm' }],
  });
  expect(charter).toEqual({ state: 'none', version: null });
  const { body } = await owner('GET', '/v1/owner/vehicles?limit=100');
  const listed = body.data.find(({ id }: { id: string }) => id === vehicle.vehicleId);
  expect(listed).toMatchObject({
    doing: 'resting',
    waiting_because: [
      { code: 'outside_hours', message: 'It is outside the hours of your charter.', until },
      { code: 'too_warm', until: null },
    ],
  });
  const { db } = market.cloud.clients;
  const { tableName } = market.cloud.deps;
  const { Item = {} } = await db.send(
    new GetCommand({ TableName: tableName, Key: keys.presence(vehicle.vehicleId) }),
  );
  const { expiresAtSeconds, rests: _, ...kept } = Item;
  expect(expiresAtSeconds % 86_400).toBe(0);
  expect(Object.values(kept).filter((value) => typeof value === 'number')).toEqual([0, 0]);
  const exported = await owner('GET', '/v1/owner/export?limit=100');
  expect(JSON.stringify(exported.body)).toContain('too_warm');
  await vehicle.market.work({ handIns: [], want });
  expect(await seen(vehicle)).toEqual(['waiting', 'no_work']);
});

test('a word that the market does not know is not taken, nor more than there are', async () => {
  const vehicle = await market.vehicle(0, [model]);
  const rest = (because: object[]) => vehicle.market.rest({ because } as never);
  await expect(rest([{ code: 'at_home' }])).rejects.toThrow(/code/);
  await expect(rest([{ code: 'paused', place: 'home' }])).rejects.toThrow(/place/);
  await expect(rest(Array.from({ length: 50 }, () => ({ code: 'paused' })))).rejects.toThrow();
});

test('asked to finish, it is paid for what it has, gets nothing new and hears that it is to rest, until it is to go on', async () => {
  const vehicle = await market.vehicle(0, [model]);
  await submit(300);
  const [lease] = await vehicle.lease();
  if (!lease) throw new Error('nothing was leased');
  expect(await seen(vehicle)).toEqual(['running']);
  expect((await owner('POST', `${pathOf(vehicle)}/finish`)).body).toMatchObject({ finish_asked: true });
  expect(await seen(vehicle)).toEqual(['running', 'finish_asked']);
  const handIn = await vehicle.run(lease);
  const reply = await vehicle.market.work({ handIns: [handIn], want });
  expect(reply).toMatchObject({ handIns: [{ status: 'accepted' }], leases: [], finishes: true });
  expect(await seen(vehicle)).toEqual(['resting', 'finish_asked']);
  expect((await owner('POST', `${pathOf(vehicle)}/resume`)).body).toMatchObject({ finish_asked: false });
  expect(await vehicle.lease()).toHaveLength(1);
  market.advanceSeconds(20 * 60);
  await market.sweep();
  await market.work(vehicle);
});

test('work that would leave less than the floor, and a halt with its reason, are told as what keeps it', async () => {
  const costs = {
    ...{ energyMicroUsdPerKwh: 187_000, wallMilliWatts: 300_000, wearMicroUsdPerHour: 0 },
    floorMicroUsdPerHour: 90_000_000,
  };
  const proud = await market.vehicle(0, [model], { costs });
  const other = await market.vehicle(1, [model]);
  await submit(20);
  expect(await proud.lease()).toEqual([]);
  expect(await seen(proud)).toEqual(['waiting', 'below_floor']);
  await market.work(other);
  const halt = { haltId: 'halt_1', softwareVersion: 'test', reason: 'A fault in this version.' };
  await market.cloud.deps.commit(haltWrites.begin(halt, market.now()));
  market.advanceSeconds(2);
  const { body } = await owner('GET', pathOf(proud));
  expect(body.waiting_because).toMatchObject([
    { code: 'halted', message: 'The market has halted vehicles like it: A fault in this version.' },
  ]);
  await market.cloud.deps.commit(haltWrites.end(halt, market.now()));
});
