import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { call } from '../../local/demo/api.ts';
import { embeddingLine, type Market, startMarket } from '../support/market-rig.ts';

let market: Market;
beforeAll(async () => {
  market = await startMarket();
});
afterEach(async () => {
  await market.expectSound();
});
afterAll(() => market.close());

async function post(path: string, body: object, key: string, apiKey = market.customerKey) {
  const reply = await fetch(`${market.cloud.url}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${apiKey}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify(body),
  });
  const { status, headers } = reply;
  return { status, replayed: headers.get('idempotent-replayed'), body: await reply.json() };
}

async function upload(key: string, text: string) {
  const form = new FormData();
  form.set('purpose', 'batch');
  form.set('file', new File([text], 'input.jsonl'));
  const reply = await fetch(`${market.cloud.url}/v1/files`, {
    method: 'POST',
    headers: { authorization: `Bearer ${market.customerKey}`, 'idempotency-key': key },
    body: form,
  });
  return { status: reply.status, body: (await reply.json()) as { id: string } };
}

const batchOf = (fileId: string) => ({
  input_file_id: fileId,
  endpoint: '/v1/embeddings',
  completion_window: '24h',
});
const text = JSON.stringify(embeddingLine('a', 'a parked car'));

test('a batch that is sent again under its key is made and held for once', async () => {
  const { body: file } = await upload('file-1', text);
  const first = await post('/v1/batches', batchOf(file.id), 'batch-1');
  const again = await post('/v1/batches', batchOf(file.id), 'batch-1');
  expect(first).toMatchObject({ status: 200, replayed: null });
  expect(again).toEqual({ ...first, replayed: 'true' });
  expect((await market.openai.batches.list()).data.map(({ id }) => id)).toEqual([first.body.id]);
  await market.expectSound();
});

test('of ten at once under one key one has an effect, and the others are told to wait or given its answer', async () => {
  const { body: file } = await upload('file-2', text);
  const all = await Promise.all(
    Array.from({ length: 10 }, () => post('/v1/batches', batchOf(file.id), 'batch-2')),
  );
  expect(all.filter(({ status, replayed }) => status === 200 && replayed === null)).toHaveLength(1);
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200, 409]));
  expect((await market.openai.batches.list()).data).toHaveLength(2);
  await market.expectSound();
});

test('another request under a used key is refused and has no effect', async () => {
  const { body: file } = await upload('file-3', text);
  await post('/v1/batches', batchOf(file.id), 'batch-3');
  const before = (await market.openai.batches.list()).data.length;
  const other = { ...batchOf(file.id), completion_window: '1h' };
  expect(await post('/v1/batches', other, 'batch-3')).toMatchObject({
    status: 422,
    body: { error: { code: 'idempotency_mismatch' } },
  });
  expect((await market.openai.batches.list()).data).toHaveLength(before);
});

test('an upload is the same one whatever boundary its form has', async () => {
  const first = await upload('file-4', text);
  expect(await upload('file-4', text)).toEqual(first);
  expect((await upload('file-4', `${text}\n${text}`)).status).toBe(422);
});

test('what was refused may be tried again under the same key', async () => {
  const poor = await call<{ apiKey: string }>(`${market.cloud.url}/v1/finance/customers`, {
    key: market.financeKey,
    body: { name: 'Later' },
  });
  const refused = await post('/v1/batches', batchOf('file_none'), 'batch-5', poor.apiKey);
  expect(refused.status).toBe(404);
  expect(await post('/v1/batches', batchOf('file_none'), 'batch-5', poor.apiKey)).toEqual(refused);
  const top = await post('/v1/top_ups', { amount_usd: 20 }, 'batch-5', poor.apiKey);
  expect(top).toMatchObject({ status: 200, replayed: null });
});

test('one customer’s key is not another’s', async () => {
  const { body: file } = await upload('file-6', text);
  await post('/v1/batches', batchOf(file.id), 'batch-6');
  const other = await call<{ apiKey: string }>(`${market.cloud.url}/v1/finance/customers`, {
    key: market.financeKey,
    body: { name: 'Other' },
  });
  expect(await post('/v1/batches', batchOf(file.id), 'batch-6', other.apiKey)).toMatchObject({
    status: 404,
    replayed: null,
  });
});
