import { toFile } from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { availableOf } from '../support/available-of.ts';
import { customerApi, newCustomer, topUp } from '../support/customer-api.ts';
import { embeddingLine, type Market, startMarket } from '../support/market-rig.ts';
import type { TestVehicle } from '../support/test-vehicle.ts';

let market: Market;
let vehicle: TestVehicle;
beforeAll(async () => {
  market = await startMarket();
  vehicle = await market.vehicle(0, ['parkade-embed-1']);
});
afterAll(async () => {
  await market.work(vehicle);
  await market.expectSound();
  await market.close();
});

/** A customer with these limits and 10 USD, so that nothing else refuses. */
async function customerWith(rateLimits: object) {
  const customer = await newCustomer(market, { rate_limits: rateLimits });
  await topUp(market, customer.apiKey);
  return { ...customer, api: customerApi(market, customer.apiKey) };
}

/** Refused for what it is only after the limits were asked: a call that needs no vehicle. */
const call = { model: 'parkade-embed-1', input: 'a car', dimensions: -1 };

const perMinute = (requests: number, tokens = 1_000_000) => ({
  organization: { requests, tokens },
  key: { requests, tokens },
});

describe('requests per minute', () => {
  test('every reply of a live call tells the limits, what is left and when all is there again', async () => {
    const { api } = await customerWith(perMinute(6, 600));
    const first = await api.post('/embeddings', call);
    expect(Object.fromEntries([...first.headers].filter(([name]) => name.startsWith('x-ratelimit')))).toEqual(
      {
        'x-ratelimit-limit-requests': '6',
        'x-ratelimit-remaining-requests': '5',
        'x-ratelimit-reset-requests': '10s',
        'x-ratelimit-limit-tokens': '600',
        'x-ratelimit-remaining-tokens': expect.stringMatching(/^59\d$|^600$/),
        'x-ratelimit-reset-tokens': expect.stringMatching(/^\d+ms$/),
      },
    );
    expect((await api.get('/files')).headers.get('x-ratelimit-limit-requests')).toBeNull();
  });

  test('the official client sees the 429, when to come back, and is let in again then', async () => {
    const { api, customerId } = await customerWith(perMinute(3));
    const before = await availableOf(market.cloud.deps, customerId);
    for (const _no of [1, 2, 3]) expect((await api.post('/embeddings', call)).status).toBe(400);
    const refused = await api.openai.embeddings
      .create({ model: 'parkade-embed-1', input: 'a car' })
      .catch((error: unknown) => error as { status: number; headers: Headers; code: string; type: string });
    expect(refused).toMatchObject({ status: 429, code: 'rate_limit_exceeded', type: 'requests' });
    const { headers } = refused as { headers: Headers };
    const wait = Number(headers.get('retry-after-ms'));
    expect(wait).toBeGreaterThan(15_000);
    expect(wait).toBeLessThanOrEqual(20_000);
    expect(Number(headers.get('retry-after'))).toBe(Math.ceil(wait / 1_000));
    expect(headers.get('x-ratelimit-remaining-requests')).toBe('0');
    expect(headers.get('x-should-retry')).toBeNull();
    // It has eaten no money, and no batch was begun for it.
    expect(await availableOf(market.cloud.deps, customerId)).toBe(before);
    expect((await api.openai.batches.list()).data).toEqual([]);
    market.advanceSeconds(21);
    expect((await api.post('/embeddings', call)).status).toBe(400);
  });

  test('of twenty calls at once exactly as many are let in as the limit says', async () => {
    const { api } = await customerWith(perMinute(4));
    const all = await Promise.all(Array.from({ length: 20 }, () => api.post('/embeddings', call)));
    expect(all.filter(({ status }) => status === 400)).toHaveLength(4);
    expect(all.filter(({ status }) => status === 429)).toHaveLength(16);
  });

  test('a key can’t starve its organisation’s others, nor can they together exceed its limit', async () => {
    const { api } = await customerWith({
      organization: { requests: 5, tokens: 1_000_000 },
      key: { requests: 3, tokens: 1_000_000 },
    });
    const second = customerApi(market, (await api.post('/api_keys', { name: 'Second' })).body.value);
    const statuses = async (each: typeof api, count: number) => {
      const all: number[] = [];
      for (let no = 0; no < count; no++) all.push((await each.post('/embeddings', call)).status);
      return all;
    };
    expect(await statuses(api, 4)).toEqual([400, 400, 400, 429]);
    expect(await statuses(second, 3)).toEqual([400, 400, 429]);
  });

  test('a rotated key goes on under the same limit', async () => {
    const { api } = await customerWith({ key: { requests: 2, tokens: 1_000_000 } });
    const key = (await api.get('/api_keys')).body.data[0];
    await api.post('/embeddings', call);
    const rotated = customerApi(market, (await api.post(`/api_keys/${key.id}/rotate`)).body.value);
    expect((await rotated.post('/embeddings', call)).status).toBe(400);
    expect((await rotated.post('/embeddings', call)).status).toBe(429);
    expect((await api.post('/embeddings', call)).status).toBe(429);
  });

  test('one customer’s flood leaves another’s limits as they are', async () => {
    const flooding = await customerWith(perMinute(2));
    const other = await customerWith(perMinute(2));
    await Promise.all(Array.from({ length: 20 }, () => flooding.api.post('/embeddings', call)));
    expect((await other.api.post('/embeddings', call)).headers.get('x-ratelimit-remaining-requests')).toBe(
      '1',
    );
  });
});

describe('tokens per minute', () => {
  test('are counted by the texts and the most that may be answered', async () => {
    const { api } = await customerWith(perMinute(1_000, 1_000));
    const chat = {
      model: 'parkade-dictionary-1',
      messages: [{ role: 'user', content: 'x'.repeat(396) }],
      max_tokens: 500,
      nonsense: 1,
    };
    const first = await api.post('/chat/completions', chat);
    expect(first.status).toBe(400);
    // A token drips out in 60 ms.
    expect(Number(first.headers.get('x-ratelimit-remaining-tokens'))).toBeGreaterThanOrEqual(400);
    expect(Number(first.headers.get('x-ratelimit-remaining-tokens'))).toBeLessThan(500);
    const second = await api.post('/chat/completions', chat);
    expect(second).toMatchObject({
      status: 429,
      body: { error: { type: 'tokens', code: 'rate_limit_exceeded' } },
    });
    expect(Number(second.headers.get('retry-after-ms'))).toBeLessThanOrEqual(12_000);
  });

  test('of a call that never fits are refused without a time, and the client does not try again', async () => {
    const { api } = await customerWith(perMinute(1_000, 100));
    const reply = await api.post('/embeddings', { model: 'parkade-embed-1', input: 'x'.repeat(1_000) });
    expect(reply).toMatchObject({ status: 429, body: { error: { type: 'tokens' } } });
    expect(reply.headers.get('x-should-retry')).toBe('false');
    expect(reply.headers.get('retry-after')).toBeNull();
  });
});

describe('tokens in batches under way', () => {
  const submit = async ({ openai }: ReturnType<typeof customerApi>) => {
    const file = await openai.files.create({
      file: await toFile(
        Buffer.from(JSON.stringify(embeddingLine('a', 'a parked car '.repeat(20)))),
        'input.jsonl',
      ),
      purpose: 'batch',
    });
    return openai.batches.create({
      input_file_id: file.id,
      endpoint: '/v1/embeddings',
      completion_window: '24h',
    });
  };

  test('are limited at create, and given back when the batch ends', async () => {
    const { api, customerId } = await customerWith({ enqueued_tokens: 100 });
    await submit(api);
    const held = await availableOf(market.cloud.deps, customerId);
    await expect(submit(api)).rejects.toMatchObject({
      status: 429,
      code: 'token_limit_exceeded',
      type: 'tokens',
    });
    expect(await availableOf(market.cloud.deps, customerId)).toBe(held);
    await market.cloud.events.drain();
    await market.work(vehicle);
    const cancelled = await submit(api);
    await market.cloud.events.drain();
    await api.openai.batches.cancel(cancelled.id);
    await market.cloud.events.drain();
    await submit(api);
  });

  test('of a batch that alone is above the limit are refused', async () => {
    const { api } = await customerWith({ enqueued_tokens: 10 });
    await expect(submit(api)).rejects.toMatchObject({ status: 429, code: 'token_limit_exceeded' });
  });
});
