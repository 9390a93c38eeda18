import OpenAI, { toFile } from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ParkadeBatch } from '../../local/demo/run-batches.ts';
import type { QuoteObject } from '../../shared/contract/quotes.ts';
import { standardPolicy } from '../../shared/policy.ts';
import { availableOf } from '../support/available-of.ts';
import { embeddingLine, type Market, sentences, startMarket } from '../support/market-rig.ts';

let market: Market;
const policy = { ...standardPolicy, auditShare: 0 };
beforeAll(async () => {
  market = await startMarket({ policy });
});
afterAll(() => market.close());

const lines = sentences(200).map((text, no) => embeddingLine(`r${no}`, text));
const inline = lines.map(({ custom_id, body }) => ({ custom_id, body }));
const endpoint = '/v1/embeddings';

const quote = (body: object) => market.openai.post<QuoteObject>('/quotes', { body: { endpoint, ...body } });
const create = (body: object) => market.openai.post<ParkadeBatch>('/batches', { body });
const refusalOf = (body: object) =>
  create(body).then(
    () => expect.fail('it was not refused'),
    (error: InstanceType<typeof OpenAI.APIError>) => error,
  );
const upload = async (text = lines.map((line) => JSON.stringify(line)).join('\n')) =>
  (await market.openai.files.create({ file: await toFile(Buffer.from(text), 'in.jsonl'), purpose: 'batch' }))
    .id;
const balance = () => availableOf(market.cloud.deps, market.customerId);

test('a quote tells units, a price per window, what owners get and that nobody is parked; nothing is spent', async () => {
  const before = await balance();
  const batches = (await market.openai.batches.list()).data.length;
  const quoted = await quote({ input_file_id: await upload() });
  expect(quoted).toMatchObject({
    object: 'quote',
    endpoint,
    model: 'parkade-embed-1',
    errors: null,
    units: { requests: 200, output_tokens: 0, pages: 0 },
    minimum_micro_usd: 10_000,
    batch_id: null,
  });
  expect(quoted.expires_at - quoted.created_at).toBe(1_800);
  expect(quoted.windows?.map((each) => each.completion_window)).toEqual(['1h', '4h', '24h']);
  expect(quoted.windows?.map((each) => each.price_micro_usd_per_reference_second)).toEqual([90, 75, 60]);
  for (const each of quoted.windows ?? []) {
    expect(each.eta).toMatchObject({ p50_seconds: null, p90_seconds: null });
    expect(each.eta.reason).toContain('No vehicle with this model is parked');
    expect(each.owners.percent).toBe(75);
    expect(each.likely_micro_usd).toBeLessThanOrEqual(each.ceiling_micro_usd);
    expect(each.ceiling_micro_usd).toBeGreaterThanOrEqual(10_000);
    expect(each.is_full).toBe(false);
  }
  const { reference_seconds } = quoted.units ?? { reference_seconds: { likely: 0, ceiling: 0 } };
  expect(reference_seconds.likely).toBeGreaterThan(0);
  expect(reference_seconds.likely).toBeLessThan(reference_seconds.ceiling);
  expect(await market.openai.get(`/quotes/${quoted.id}`)).toEqual(quoted);
  expect([await balance(), (await market.openai.batches.list()).data.length]).toEqual([before, batches]);
});

test('what is likely is near to what is then metered', async () => {
  const vehicle = await market.vehicle(0, ['parkade-embed-1']);
  const quoted = await quote({ requests: inline, completion_window: '24h' });
  const { id } = await create({ quote_id: quoted.id });
  await market.cloud.events.drain();
  await market.work(vehicle);
  const ended = await market.batch(id);
  const tokens = ended.usage?.input_tokens ?? 0;
  expect((quoted.units?.input_tokens ?? 0) / tokens).toBeGreaterThan(0.6);
  expect((quoted.units?.input_tokens ?? 0) / tokens).toBeLessThan(1.6);
  expect(ended.x_parkade.charged_micro_usd).toBeLessThanOrEqual(quoted.windows?.[0]?.ceiling_micro_usd ?? 0);
  await market.sweep();
  await market.expectSound();
});

test('every bad line is told up to a hundred, with how many there are, and nothing is priced', async () => {
  const bad = Array.from({ length: 150 }, (_, no) =>
    JSON.stringify({ ...embeddingLine(`b${no}`, 'x'), url: '/v1/none' }),
  );
  const quoted = await quote({
    input_file_id: await upload([JSON.stringify(lines[0]), ...bad, '{"'].join('\n')),
  });
  expect(quoted).toMatchObject({
    units: null,
    windows: null,
    minimum_micro_usd: null,
    errors: { total: 151 },
  });
  expect(quoted.errors?.data.length).toBe(100);
  expect(quoted.errors?.data[0]).toMatchObject({ line: 2, code: 'url_mismatch', param: 'url' });
  expect(await refusalOf({ quote_id: quoted.id, completion_window: '24h' })).toMatchObject({
    status: 400,
    code: 'invalid_batch',
  });
});

test('an empty list of requests is a quote that says so', async () => {
  expect((await quote({ requests: [] })).errors).toMatchObject({ total: 1, data: [{ code: 'empty_batch' }] });
});

test('a batch of a quote needs nothing else, costs at most its ceiling and keeps its prices when the policy changes', async () => {
  const vehicle = await market.vehicle(0, ['parkade-embed-1']);
  const quoted = await quote({ requests: inline });
  const hour = quoted.windows?.find((each) => each.completion_window === '1h');
  Object.assign(policy, {
    priceMicroUsdPerReferenceSecond: { ...standardPolicy.priceMicroUsdPerReferenceSecond, '1h': 9_000 },
    minimumBatchMicroUsd: 5_000_000n,
    ownerSharePercent: 1,
  });
  try {
    const batch = await create({ quote_id: quoted.id, completion_window: '1h' });
    expect(batch).toMatchObject({
      endpoint,
      completion_window: '1h',
      request_counts: { total: 200 },
      x_parkade: {
        quote_id: quoted.id,
        quoted_micro_usd: hour?.ceiling_micro_usd,
        price_micro_usd_per_reference_second: 90,
      },
    });
    await market.cloud.events.drain();
    await market.work(vehicle);
    const ended = await market.batch(batch.id);
    expect(ended).toMatchObject({ status: 'completed', x_parkade: { charged_micro_usd: 10_000 } });
    expect((await market.openai.get<QuoteObject>(`/quotes/${quoted.id}`)).batch_id).toBe(batch.id);
    await market.sweep();
    await market.expectSound();
  } finally {
    Object.assign(policy, standardPolicy, { auditShare: 0 });
  }
});

test('of two batches that are made of one quote at once, one is', async () => {
  const { id } = await quote({ requests: inline, completion_window: '24h' });
  const both = await Promise.allSettled([create({ quote_id: id }), create({ quote_id: id })]);
  const refused = both.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  expect(refused).toMatchObject([{ status: 400, code: 'quote_used', param: 'quote_id' }]);
  expect(await refusalOf({ quote_id: id })).toMatchObject({ status: 400, code: 'quote_used' });
  await market.expectSound();
});

test('a quote does not make a batch of anything else than was quoted', async () => {
  const fileId = await upload();
  const { id } = await quote({ input_file_id: fileId, completion_window: '4h' });
  for (const [beside, param] of [
    [{ completion_window: '1h' }, 'completion_window'],
    [{ endpoint: '/v1/chat/completions' }, 'endpoint'],
    [{ input_file_id: await upload() }, 'input_file_id'],
    [{ requests: inline }, 'requests'],
  ] as const)
    expect(await refusalOf({ quote_id: id, ...beside })).toMatchObject({
      status: 400,
      code: 'quote_mismatch',
      param,
    });
  const same = { input_file_id: fileId, endpoint, completion_window: '4h' };
  expect(await create({ quote_id: id, ...same })).toMatchObject({
    completion_window: '4h',
    input_file_id: fileId,
  });
});

test('the very requests that were quoted may be sent beside the quote, others may not', async () => {
  const { id } = await quote({ requests: inline });
  const other = [...inline.slice(1), { custom_id: 'other', body: inline[0]?.body }];
  const within = { quote_id: id, completion_window: '24h' };
  expect(await refusalOf({ ...within, requests: other })).toMatchObject({ code: 'quote_mismatch' });
  expect(await create({ ...within, requests: inline })).toMatchObject({ request_counts: { total: 200 } });
});

test('a quote of several windows wants one to be named', async () => {
  const { id } = await quote({ requests: inline });
  expect(await refusalOf({ quote_id: id })).toMatchObject({ status: 400, param: 'completion_window' });
});

test("another customer's quote does not exist", async () => {
  const { id } = await quote({ requests: inline, completion_window: '24h' });
  const reply = await fetch(`${market.cloud.url}/v1/finance/customers`, {
    method: 'POST',
    headers: { authorization: `Bearer ${market.financeKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Another' }),
  });
  const { apiKey } = (await reply.json()) as { apiKey: string };
  const other = new OpenAI({ apiKey, baseURL: `${market.cloud.url}/v1`, maxRetries: 0 });
  for (const call of [
    () => other.get(`/quotes/${id}`),
    () => other.post('/batches', { body: { quote_id: id } }),
  ])
    expect(await call().catch((error: unknown) => error)).toMatchObject({ status: 404 });
});

test('a quote that has expired makes no batch, and can still be read', async () => {
  const { id } = await quote({ requests: inline, completion_window: '24h' });
  market.advanceSeconds(1_801);
  expect(await refusalOf({ quote_id: id })).toMatchObject({
    status: 400,
    code: 'quote_expired',
    param: 'quote_id',
  });
  expect(await market.openai.get<QuoteObject>(`/quotes/${id}`)).toMatchObject({ id, batch_id: null });
});
