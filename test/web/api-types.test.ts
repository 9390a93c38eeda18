import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiDocuments, apiTypes } from '../../console/web/api-types.ts';
import { type Market, startMarket } from '../support/market-rig.ts';

let market: Market;
beforeAll(async () => {
  market = await startMarket();
});
afterAll(() => market.close());

test.each(Object.entries(apiDocuments))(
  'the console’s types in %s are those of the document at %s: else `npm run generate:web` beside `npm start`',
  async (file, path) => {
    const document = await (await fetch(`${market.cloud.url}${path}`)).text();
    const kept = readFileSync(new URL(`../../console/web/src/api/${file}`, import.meta.url), 'utf8');
    // Not toBe: 300 KB of difference would be of no help.
    expect(kept === (await apiTypes(document))).toBe(true);
  },
);
