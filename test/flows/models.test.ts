import type OpenAI from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Market, startMarket } from '../support/market-rig.ts';

let market: Market;
beforeAll(async () => {
  market = await startMarket();
});
afterAll(() => market.close());

type Offer = OpenAI.Models.Model & {
  // biome-ignore lint/suspicious/noExplicitAny: Parkade's own block, which OpenAI's types do not have
  x_parkade: any;
};
const retrieve = async (id: string) => (await market.openai.models.retrieve(id)) as Offer;

test('the models on sale are listed with their prices by window, their files and their limits', async () => {
  const { data } = await market.openai.models.list();
  expect(data.map(({ id }) => id).sort()).toEqual([
    'parkade-dictionary-1',
    'parkade-embed-1',
    'tesseract-eng',
  ]);
  const embed = data.find(({ id }) => id === 'parkade-embed-1') as Offer;
  expect(embed).toEqual(await retrieve('parkade-embed-1'));
  expect(embed.x_parkade).toMatchObject({
    endpoints: ['/v1/embeddings'],
    sha256: [expect.stringMatching(/^[0-9a-f]{64}$/), expect.stringMatching(/^[0-9a-f]{64}$/)],
    // 100 reference microseconds a token, 60 micro-USD a reference second: 0.006 USD a million tokens.
    prices: {
      '24h': { input_per_million_tokens_micro_usd: 6_000 },
      '1h': { input_per_million_tokens_micro_usd: 9_000 },
    },
    limits: { context_tokens: 512, max_output_tokens: 0 },
  });
  // 15 reference seconds a page: 0.90 USD a thousand pages.
  expect((await retrieve('tesseract-eng')).x_parkade.prices['24h'].per_thousand_pages_micro_usd).toBe(
    900_000,
  );
});

test('availability is that of the vehicles parked now with this model', async () => {
  const none = (await retrieve('parkade-embed-1')).x_parkade.availability;
  expect(none).toEqual({ vehicles: 0, free: 0, wait_seconds: null });
  const vehicle = await market.vehicle(0, ['parkade-embed-1']);
  await vehicle.lease();
  market.advanceSeconds(2);
  const one = (await retrieve('parkade-embed-1')).x_parkade.availability;
  expect(one).toEqual({ vehicles: 1, free: 1, wait_seconds: { p50: 0, p90: 0 } });
  expect((await retrieve('tesseract-eng')).x_parkade.availability.vehicles).toBe(0);
});

test('a model that is not on sale is told from those that are', async () => {
  await expect(market.openai.models.retrieve('gpt-9')).rejects.toMatchObject({
    status: 404,
    code: 'model_not_found',
    message: expect.stringContaining('parkade-embed-1'),
  });
});
