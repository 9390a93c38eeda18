import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Market, startMarket } from '../support/market-rig.ts';
import type { VehicleTraits } from '../support/test-vehicle.ts';

let market: Market;
beforeAll(async () => {
  market = await startMarket();
});
afterAll(() => market.close());

const three = ['parkade-embed-1', 'parkade-dictionary-1', 'tesseract-eng'];

test.each<[string, readonly string[], VehicleTraits, number]>([
  ['one model: two of each priority', three.slice(0, 1), {}, 8],
  ['one model in a region: four of each', three.slice(0, 1), { region: 'na' }, 16],
  ['three models in a region', three, { region: 'na' }, 48],
])(
  'a vehicle that finds nothing has looked once into each of its lanes, of %s',
  async (_of, models, traits, lanes) => {
    const vehicle = await market.vehicle(0, models, traits);
    // What others looked into is forgotten by then.
    market.advanceSeconds(6);
    const before = market.cloud.meter.sqsRequests;
    await vehicle.market.work({ handIns: [], want: { seconds: 60, tasks: 2, models: [...models] } });
    expect(market.cloud.meter.sqsRequests - before).toBe(lanes);
  },
);
