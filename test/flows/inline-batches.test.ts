import OpenAI from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ParkadeBatch } from '../../local/demo/run-batches.ts';
import { availableOf } from '../support/available-of.ts';
import { embeddingLine, type Market, sentences, startMarket } from '../support/market-rig.ts';

let market: Market;
beforeAll(async () => {
  market = await startMarket();
});
afterAll(() => market.close());

const bodies = sentences(6).map((input) => ({ model: 'parkade-embed-1', input }));
const short = bodies.map((body, no) => ({ custom_id: `r${no}`, body }));
const full = sentences(6).map((text, no) => embeddingLine(`r${no}`, text));
const batch = { endpoint: '/v1/embeddings', completion_window: '24h' };

const create = (body: object) => market.openai.post<ParkadeBatch>('/batches', { body });
const refusalOf = (body: object) =>
  create(body).then(
    () => expect.fail('it was not refused'),
    (error: InstanceType<typeof OpenAI.APIError>) => error,
  );
const fileCount = async () => (await Array.fromAsync(market.openai.files.list())).length;

test.each([
  ['with custom_id and body alone', short],
  ['as whole lines', full],
])(
  'requests that come inline, %s, become a file of the customer and run like one',
  async (_what, requests) => {
    const vehicle = await market.vehicle(0, ['parkade-embed-1']);
    const created = await create({ ...batch, requests });
    const file = await market.openai.files.retrieve(created.input_file_id);
    expect(file).toMatchObject({ purpose: 'batch', filename: 'requests.jsonl' });
    const kept = await (await market.openai.files.content(file.id)).text();
    expect(
      kept
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(full.map((line) => expect.objectContaining(line)));
    expect(new TextEncoder().encode(kept).length).toBe(file.bytes);
    await market.cloud.events.drain();
    await market.work(vehicle);
    const ended = await market.batch(created.id);
    expect(ended).toMatchObject({
      status: 'completed',
      request_counts: { total: 6, completed: 6, failed: 0 },
    });
    const output = await market.outputLines(ended.output_file_id);
    expect(output.map(({ custom_id }) => custom_id)).toEqual(full.map(({ custom_id }) => custom_id));
    await market.expectSound();
  },
);

test('costs what the same requests cost as a file', async () => {
  const inline = await create({ ...batch, requests: short });
  const byFile = await market.submit(full);
  expect(inline.x_parkade.quoted_micro_usd).toBe(byFile.x_parkade.quoted_micro_usd);
});

test.each([
  ['both a file and requests', { ...batch, requests: short, input_file_id: 'file_1' }, 'requests'],
  ['neither', batch, 'input_file_id'],
  ['requests without an endpoint', { requests: short, completion_window: '24h' }, 'endpoint'],
  ['requests without a window', { requests: short, endpoint: '/v1/embeddings' }, 'completion_window'],
  ['more than a thousand', { ...batch, requests: Array.from({ length: 1_001 }, () => short[0]) }, 'requests'],
  ['what is no list', { ...batch, requests: 'all of them' }, 'requests'],
])('%s is refused, naming what is wrong', async (_what, body, param) => {
  const before = await fileCount();
  const { status, param: named } = await refusalOf(body);
  expect([status, named ?? '']).toEqual([400, param]);
  expect(await fileCount()).toBe(before);
});

test('every bad request is told with its position, and nothing is kept or held', async () => {
  const before = [await fileCount(), await availableOf(market.cloud.deps, market.customerId)];
  const refusal = await refusalOf({
    ...batch,
    requests: [
      short[0],
      { custom_id: 7, body: {} },
      { ...short[0] },
      { custom_id: 'x', body: { model: 'none', input: 'a' } },
    ],
  });
  expect(refusal).toMatchObject({ status: 400, code: 'invalid_batch', param: 'requests' });
  expect((refusal.error as { findings: object[] }).findings).toMatchObject([
    { line: 2, param: 'custom_id' },
    { line: 3, code: 'duplicate_custom_id' },
    { line: 4, code: 'model_not_found' },
  ]);
  expect([await fileCount(), await availableOf(market.cloud.deps, market.customerId)]).toEqual(before);
});

test('an empty list has nothing to run', async () => {
  expect(await refusalOf({ ...batch, requests: [] })).toMatchObject({ status: 400, code: 'invalid_batch' });
});

test('a body of more than 5 MB is refused before it is read', async () => {
  const requests = [{ custom_id: 'a', body: { model: 'parkade-embed-1', input: 'x'.repeat(5_000_001) } }];
  expect(await refusalOf({ ...batch, requests })).toMatchObject({ status: 413, code: 'request_too_large' });
});

test('the same call under an Idempotency-Key makes one batch', async () => {
  const send = () =>
    market.openai.post<ParkadeBatch>('/batches', {
      body: { ...batch, requests: short },
      headers: { 'Idempotency-Key': 'inline-1' },
    });
  expect((await send()).id).toBe((await send()).id);
});

test('another customer sees neither the batch nor its file', async () => {
  const created = await create({ ...batch, requests: short });
  const { apiKey } = await otherCustomer();
  const other = new OpenAI({ apiKey, baseURL: `${market.cloud.url}/v1`, maxRetries: 0 });
  for (const read of [
    () => other.batches.retrieve(created.id),
    () => other.get(`/batches/${created.id}/progress`),
    () => other.files.retrieve(created.input_file_id),
  ])
    expect(await read().catch((error: unknown) => error)).toMatchObject({ status: 404 });
});

async function otherCustomer(): Promise<{ apiKey: string }> {
  const reply = await fetch(`${market.cloud.url}/v1/finance/customers`, {
    method: 'POST',
    headers: { authorization: `Bearer ${market.financeKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Another' }),
  });
  return (await reply.json()) as { apiKey: string };
}
