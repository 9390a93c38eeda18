import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiTypes } from '../../console/web/api-types.ts';
import { type Market, startMarket } from '../support/market-rig.ts';

let market: Market;
beforeAll(async () => {
  market = await startMarket();
});
afterAll(() => market.close());

test('the console’s types are those of the API’s own document: else `npm run generate:web` beside `npm start`', async () => {
  const document = await (await fetch(`${market.cloud.url}/v1/openapi.json`)).text();
  const kept = readFileSync(new URL('../../console/web/src/api/schema.ts', import.meta.url), 'utf8');
  // Not toBe: 300 KB of difference would be of no help.
  expect(kept === (await apiTypes(document))).toBe(true);
});
