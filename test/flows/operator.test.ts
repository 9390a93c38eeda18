import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from '../../local/demo/api.ts';
import type { FleetReply, LanesReply } from '../../shared/contract/operator.ts';
import { definitionLine, type Market, startMarket } from '../support/market-rig.ts';

let market: Market;
beforeAll(async () => {
  market = await startMarket();
});
afterAll(() => market.close());

const ask = <Reply>(path: string) =>
  call<Reply>(`${market.cloud.url}/v1/operator/${path}`, { key: market.operatorKey });

test('an operator sees in which lanes tasks wait, and how many lanes there are', async () => {
  const before = await ask<LanesReply>('lanes');
  expect(before.data).toEqual([]);
  expect(before.lanes).toBeGreaterThan(50);
  await market.submit([definitionLine('a', 'harbor')]);
  market.advanceSeconds(6);
  const { data } = await ask<LanesReply>('lanes');
  expect(data).toEqual([
    expect.objectContaining({
      model: 'parkade-dictionary-1',
      priority: 'batch',
      hardware_class: null,
      region: null,
      attested_only: false,
      tasks: 1,
      waits: null,
    }),
  ]);
  await market.sweep();
  const swept = await ask<LanesReply>('lanes');
  expect(swept.waits_as_of).toBeGreaterThan(0);
  const { waits } = swept.data[0] ?? {};
  expect(waits).toMatchObject({ tasks: 1, oldest_seconds: waits?.p50_seconds });
  expect(waits?.oldest_seconds).toBeGreaterThanOrEqual(6);
});

test('an operator sees who is parked by class, region, version and what they do, and no vehicle’s name or place', async () => {
  const vehicle = await market.vehicle(0, ['parkade-dictionary-1']);
  await market.work(vehicle);
  market.advanceSeconds(2);
  const fleet = await ask<FleetReply>('fleet');
  expect(fleet).toMatchObject({ vehicles: 1, is_whole: true });
  expect(fleet.groups).toEqual([
    expect.objectContaining({ hardware_class: 'AI4', software_version: expect.any(String), vehicles: 1 }),
  ]);
  expect(JSON.stringify(fleet)).not.toContain(vehicle.vehicleId);
});
