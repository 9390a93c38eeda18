import { createHash } from 'node:crypto';
import { APIError, toFile } from 'openai';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { call } from '../../local/demo/api.ts';
import { embeddingLine, type Market, startMarket } from '../support/market-rig.ts';

let market: Market;
beforeAll(async () => {
  market = await startMarket();
});
afterEach(() => {
  expect(market.faults).toEqual([]);
});
afterAll(() => market.close());

const lines = (count: number, input = 'a parked car') =>
  Array.from({ length: count }, (_, at) => `${JSON.stringify(embeddingLine(String(at), input))}\n`).join('');
const begin = (bytes: number, changes: object = {}) =>
  market.openai.uploads.create({
    purpose: 'batch',
    filename: 'input.jsonl',
    bytes,
    mime_type: 'application/jsonl',
    ...changes,
  });
const add = async (uploadId: string, data: string, openai = market.openai) =>
  openai.uploads.parts.create(uploadId, { data: await toFile(Buffer.from(data), 'part') });
const refusal = async (promise: Promise<unknown>): Promise<APIError> => {
  const error = await promise.then(() => undefined).catch((thrown: unknown) => thrown);
  if (!(error instanceof APIError)) throw new Error(`it was not refused: ${error}`);
  return error;
};
const listed = async () => (await Array.fromAsync(market.openai.files.list())).map(({ id }) => id);

test('parts of any size, added in any order, become the file that its batch runs', async () => {
  const text = lines(40);
  const upload = await begin(text.length);
  expect(upload).toMatchObject({
    object: 'upload',
    status: 'pending',
    bytes: text.length,
    purpose: 'batch',
    file: null,
  });
  expect(upload.expires_at - upload.created_at).toBe(3_600);
  const last = await add(upload.id, text.slice(700));
  const [first, second] = await Promise.all([
    add(upload.id, text.slice(0, 1)),
    add(upload.id, text.slice(1, 700)),
  ]);
  expect(first).toMatchObject({ object: 'upload.part', upload_id: upload.id });
  const md5 = createHash('md5').update(text).digest('hex');
  const part_ids = [first.id, second.id, last.id];
  const completed = await market.openai.uploads.complete(upload.id, { part_ids, md5 });
  expect(completed).toMatchObject({
    id: upload.id,
    status: 'completed',
    file: { object: 'file', bytes: text.length, filename: 'input.jsonl', purpose: 'batch' },
  });
  const fileId = completed.file?.id ?? '';
  expect(await (await market.openai.files.content(fileId)).text()).toBe(text);
  expect(await listed()).toContain(fileId);
  const batch = await market.openai.batches.create({
    input_file_id: fileId,
    endpoint: '/v1/embeddings',
    completion_window: '24h',
  });
  expect(batch.request_counts?.total).toBe(40);
});

test('parts of more than 5 MiB together are joined as they were sent', async () => {
  const text = lines(9_000, 'ä'.repeat(500));
  const bytes = Buffer.from(text);
  const upload = await begin(bytes.length);
  const part_ids: string[] = [];
  for (let at = 0; at < bytes.length; at += 4_000_000) {
    const data = await toFile(bytes.subarray(at, at + 4_000_000), 'part');
    part_ids.push((await market.openai.uploads.parts.create(upload.id, { data })).id);
  }
  const { file } = await market.openai.uploads.complete(upload.id, { part_ids });
  const content = Buffer.from(await (await market.openai.files.content(file?.id ?? '')).arrayBuffer());
  expect(content.equals(bytes)).toBe(true);
});

test('what does not add up to the file that was announced is refused, and can be mended', async () => {
  const text = lines(2);
  const upload = await begin(text.length, { expires_after: { anchor: 'created_at', seconds: 7_200 } });
  const [first, second] = [await add(upload.id, text.slice(0, 50)), await add(upload.id, text.slice(50))];
  const other = await begin(10);
  const foreign = await add(other.id, 'x');
  const before = await listed();
  const attempts: [part_ids: string[], md5: string | undefined, param: string][] = [
    [[first.id], undefined, 'part_ids'],
    [[first.id, first.id], undefined, 'part_ids'],
    [[first.id, second.id, foreign.id], undefined, 'part_ids'],
    [['part_none'], undefined, 'part_ids'],
    [[], undefined, 'part_ids'],
    [[first.id, second.id], '0'.repeat(32), 'md5'],
    [[second.id, first.id], createHash('md5').update(text).digest('hex'), 'md5'],
    [[first.id, second.id], 'md5', 'md5'],
  ];
  for (const [part_ids, md5, param] of attempts) {
    const refused = await refusal(
      market.openai.uploads.complete(upload.id, { part_ids, ...(md5 && { md5 }) }),
    );
    expect(refused).toMatchObject({ status: 400, code: 'invalid_request', param });
  }
  expect(await listed()).toEqual(before);
  const { file } = await market.openai.uploads.complete(upload.id, { part_ids: [first.id, second.id] });
  expect(Number(file?.expires_at) - Number(file?.created_at)).toBe(7_200);
});

test('an upload is completed once, though it is asked for many times at once', async () => {
  const upload = await begin(5);
  const { id } = await add(upload.id, 'hello');
  const before = await listed();
  const all = await Promise.allSettled(
    Array.from({ length: 5 }, () => market.openai.uploads.complete(upload.id, { part_ids: [id] })),
  );
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await listed()).toHaveLength(before.length + 1);
  const again = await refusal(market.openai.uploads.complete(upload.id, { part_ids: [id] }));
  expect(again).toMatchObject({ status: 400 });
  expect(again.message).toMatch(/completed: its file is file_/);
  expect((await refusal(add(upload.id, 'x'))).status).toBe(400);
  expect((await refusal(market.openai.uploads.cancel(upload.id))).status).toBe(400);
});

test('a cancelled upload takes no parts and becomes no file', async () => {
  const upload = await begin(5);
  const { id } = await add(upload.id, 'hello');
  expect(await market.openai.uploads.cancel(upload.id)).toMatchObject({ status: 'cancelled', file: null });
  expect(await market.openai.uploads.cancel(upload.id)).toMatchObject({ status: 'cancelled' });
  expect((await refusal(add(upload.id, 'x'))).status).toBe(400);
  expect((await refusal(market.openai.uploads.complete(upload.id, { part_ids: [id] }))).status).toBe(400);
});

test('after an hour an upload has expired', async () => {
  const upload = await begin(5);
  const { id } = await add(upload.id, 'hello');
  market.advanceSeconds(3_601);
  const refused = await refusal(market.openai.uploads.complete(upload.id, { part_ids: [id] }));
  expect([refused.status, refused.message]).toEqual([400, expect.stringContaining('expired')]);
  expect((await refusal(add(upload.id, 'x'))).status).toBe(400);
});

test('another customer’s upload and parts are not found', async () => {
  const { apiKey } = await call<{ apiKey: string }>(`${market.cloud.url}/v1/finance/customers`, {
    key: market.financeKey,
    body: { name: 'Stranger' },
  });
  const stranger = market.openai.withOptions({ apiKey });
  const upload = await begin(5);
  const { id } = await add(upload.id, 'hello');
  for (const attempt of [
    () => add(upload.id, 'x', stranger),
    () => stranger.uploads.complete(upload.id, { part_ids: [id] }),
    () => stranger.uploads.cancel(upload.id),
  ])
    expect(await refusal(attempt())).toMatchObject({ status: 404, code: 'not_found' });
  const own = await stranger.uploads.create({
    purpose: 'batch',
    filename: 'a',
    bytes: 5,
    mime_type: 'application/jsonl',
  });
  expect(await refusal(stranger.uploads.complete(own.id, { part_ids: [id] }))).toMatchObject({
    status: 400,
    param: 'part_ids',
  });
});

test('bad input is refused: an upload too large, of another purpose, of no bytes; a part too large, empty or too often', async () => {
  expect(await refusal(begin(200_000_001))).toMatchObject({
    status: 413,
    code: 'file_too_large',
    param: 'bytes',
  });
  for (const changes of [
    { purpose: 'vision' },
    { bytes: 0 },
    { bytes: 1.5 },
    { filename: '' },
    { colour: 'red' },
  ])
    expect((await refusal(begin(5, changes))).status).toBe(400);
  const upload = await begin(5);
  expect(await refusal(add(upload.id, ''))).toMatchObject({
    status: 400,
    code: 'invalid_file',
    param: 'data',
  });
  expect(await refusal(add(upload.id, 'sixsix'))).toMatchObject({ status: 413, code: 'file_too_large' });
  for (let no = 0; no < 3; no++) await add(upload.id, 'hello');
  expect(await refusal(add(upload.id, 'h'))).toMatchObject({ status: 400, code: 'invalid_request' });
});

test('a part sent again under its key is one part', async () => {
  const upload = await begin(5);
  const send = async (data: string) => {
    const form = new FormData();
    form.set('data', new File([data], 'part'));
    const reply = await fetch(`${market.cloud.url}/v1/uploads/${upload.id}/parts`, {
      method: 'POST',
      headers: { authorization: `Bearer ${market.customerKey}`, 'idempotency-key': `part of ${upload.id}` },
      body: form,
    });
    return { status: reply.status, body: (await reply.json()) as { id: string } };
  };
  const first = await send('hello');
  expect(await send('hello')).toEqual(first);
  expect((await send('other')).status).toBe(422);
  const { file } = await market.openai.uploads.complete(upload.id, { part_ids: [first.body.id] });
  expect(file?.bytes).toBe(5);
});
