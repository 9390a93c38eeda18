import OpenAI from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { embeddingLine, type Market, startMarket } from '../support/market-rig.ts';

let market: Market;
let throttles = false;
let turnedAway = 0;

beforeAll(async () => {
  market = await startMarket();
  market.cloud.clients.db.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        if (!throttles || commandName !== 'TransactWriteItemsCommand') return next(args);
        turnedAway++;
        throw Object.assign(new Error('Rate exceeded'), {
          name: 'ThrottlingException',
          $metadata: { httpStatusCode: 400 },
        });
      },
    // Below the client's own tries.
    { step: 'deserialize', name: 'throttles' },
  );
});
afterAll(() => market.close());

const create = (idempotencyKey?: string) =>
  market.openai
    .post<OpenAI.Batch>('/batches', {
      body: {
        endpoint: '/v1/embeddings',
        completion_window: '24h',
        requests: [embeddingLine('one', 'A sentence.')],
      },
      ...(idempotencyKey && { headers: { 'idempotency-key': idempotencyKey } }),
    })
    .catch((error: unknown) => {
      if (!(error instanceof OpenAI.APIError)) throw error;
      return error;
    });

const batchCount = async () => (await Array.fromAsync(market.openai.batches.list())).length;

test('a batch that the table has no room for is refused with 503 and when to come again, and nothing is there of it', async () => {
  const before = await market.openai.get<{ available_micro_usd: number }>('/balance');
  throttles = true;
  const refused = await create();
  throttles = false;
  expect(turnedAway).toBeGreaterThan(1);
  if (!(refused instanceof OpenAI.InternalServerError)) throw new Error('it was not refused by 5xx');
  expect([refused.status, refused.code, refused.headers.get('retry-after')]).toEqual([
    503,
    'overloaded',
    '2',
  ]);
  expect(await batchCount()).toBe(0);
  expect(await market.openai.get('/balance')).toEqual(before);
  expect(market.faults.splice(0)).toEqual([expect.stringContaining('Rate exceeded')]);
  expect(await create()).toMatchObject({ status: 'validating' });
  await market.cloud.events.drain();
  await market.expectSound();
});

test('under an Idempotency-Key it stays refused, since a try before the last may have had its effect', async () => {
  const before = await batchCount();
  throttles = true;
  const refused = await create('once');
  throttles = false;
  market.faults.splice(0);
  expect(refused).toMatchObject({ status: 503 });
  const again = await create('once');
  expect(again).toMatchObject({ status: 503, code: 'overloaded' });
  // Nor is a client to try a third time what is kept.
  expect(again instanceof OpenAI.APIError && again.headers?.get('x-should-retry')).toBe('false');
  expect(await batchCount()).toBe(before);
});
