import { createHash } from 'node:crypto';
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { APIError, toFile } from 'openai';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { call } from '../../local/demo/api.ts';
import { embeddingLine, type Market, startMarket } from '../support/market-rig.ts';

let market: Market;
let dir: string;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'parkade-files-'));
  market = await startMarket();
});
afterEach(() => {
  expect(market.faults).toEqual([]);
});
afterAll(async () => {
  await market.close();
  rmSync(dir, { recursive: true, force: true });
});

const line = (id: string, input = 'a parked car') => `${JSON.stringify(embeddingLine(id, input))}\n`;
const upload = async (text: string, expires?: number) =>
  market.openai.files.create({
    file: await toFile(Buffer.from(text), 'input.jsonl'),
    purpose: 'batch',
    ...(expires && { expires_after: { anchor: 'created_at', seconds: expires } }),
  });
const refusal = async (promise: Promise<unknown>): Promise<APIError> => {
  const error = await promise.then(() => undefined).catch((thrown: unknown) => thrown);
  if (!(error instanceof APIError)) throw new Error(`it was not refused: ${error}`);
  return error;
};
const listed = async () => (await Array.fromAsync(market.openai.files.list())).map(({ id }) => id);

test('a stream from disk comes back as it was sent, byte for byte, in parts or in one', async () => {
  for (const lines of [1, 30_000]) {
    const path = join(dir, `${lines}.jsonl`);
    const text = Array.from({ length: lines }, (_, at) =>
      line(String(at), `ä car, parked ${'x'.repeat(200)}`),
    ).join('');
    writeFileSync(path, text);
    const file = await market.openai.files.create({ file: createReadStream(path), purpose: 'batch' });
    expect(file).toMatchObject({
      object: 'file',
      bytes: Buffer.byteLength(text),
      filename: `${lines}.jsonl`,
      purpose: 'batch',
      status: 'processed',
    });
    const content = Buffer.from(await (await market.openai.files.content(file.id)).arrayBuffer());
    const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');
    expect(sha256(content)).toBe(sha256(text));
  }
});

test('a range of a file is sent as it is asked for, and one that is not there is refused', async () => {
  const { id, bytes } = await upload(line('a') + line('b'));
  const text = line('a') + line('b');
  const get = async (headers: Record<string, string>, method = 'GET') => {
    const reply = await fetch(`${market.cloud.url}/v1/files/${id}/content`, {
      method,
      headers: { authorization: `Bearer ${market.customerKey}`, ...headers },
    });
    const { status } = reply;
    const header = (name: string) => reply.headers.get(name);
    return { status, header, text: await reply.text() };
  };
  const whole = await get({});
  expect([whole.status, whole.text, whole.header('accept-ranges')]).toEqual([200, text, 'bytes']);
  const ranges: [string, number, number][] = [
    ['bytes=0-9', 0, 9],
    [`bytes=10-`, 10, bytes - 1],
    ['bytes=-7', bytes - 7, bytes - 1],
    [`bytes=5-${bytes * 2}`, 5, bytes - 1],
  ];
  for (const [range, first, last] of ranges) {
    const reply = await get({ range });
    expect([reply.status, reply.text]).toEqual([206, text.slice(first, last + 1)]);
    expect(reply.header('content-range')).toBe(`bytes ${first}-${last}/${bytes}`);
    expect(reply.header('content-length')).toBe(String(last - first + 1));
  }
  const beyond = await get({ range: `bytes=${bytes}-` });
  expect([beyond.status, beyond.header('content-range')]).toEqual([416, `bytes */${bytes}`]);
  expect(JSON.parse(beyond.text)).toMatchObject({ error: { code: 'invalid_request', param: 'Range' } });
  for (const range of ['bytes=9-5', 'lines=1-2', 'bytes=0-1,3-4', 'bytes=-'])
    expect((await get({ range })).status).toBe(200);
  expect((await get({ range: 'bytes=0-1', 'if-range': whole.header('etag') ?? '' })).status).toBe(206);
  expect((await get({ range: 'bytes=0-1', 'if-range': '"other"' })).status).toBe(200);
  const head = await get({}, 'HEAD');
  expect([head.status, head.header('content-length'), head.text]).toEqual([200, String(bytes), '']);
});

test('a file is gone everywhere when its time is over', async () => {
  const { id } = await upload(line('a'), 3_600);
  const stays = await upload(line('a'), 7_200);
  market.advanceSeconds(3_601);
  const attempts: (() => Promise<unknown>)[] = [
    () => market.openai.files.retrieve(id),
    () => market.openai.files.content(id),
    () => market.openai.files.delete(id),
    () =>
      market.openai.batches.create({
        input_file_id: id,
        endpoint: '/v1/embeddings',
        completion_window: '24h',
      }),
  ];
  for (const attempt of attempts)
    expect(await refusal(attempt())).toMatchObject({ status: 404, code: 'not_found' });
  expect(await listed()).not.toContain(id);
  expect(await listed()).toContain(stays.id);
});

test('a list by purpose has full pages, goes on behind a deleted file, and refuses to begin at an unknown one', async () => {
  const { apiKey } = await call<{ apiKey: string }>(`${market.cloud.url}/v1/finance/customers`, {
    key: market.financeKey,
    body: { name: 'Lister' },
  });
  const openai = market.openai.withOptions({ apiKey });
  const made: string[] = [];
  for (let no = 0; no < 5; no++)
    made.push(
      (await openai.files.create({ file: await toFile(Buffer.from(line('a')), 'a'), purpose: 'batch' })).id,
    );
  const page = await openai.files.list({ limit: 2, purpose: 'batch', order: 'asc' });
  expect([page.data.map(({ id }) => id), page.has_more]).toEqual([made.slice(0, 2), true]);
  await openai.files.delete(made[1] ?? '');
  const next = await openai.files.list({ limit: 3, purpose: 'batch', order: 'asc', after: made[1] ?? '' });
  expect([next.data.map(({ id }) => id), next.has_more]).toEqual([made.slice(2), false]);
  expect((await openai.files.list({ purpose: 'batch_output' as 'batch' })).data).toEqual([]);
  for (const after of ['file_none', (await upload(line('a'))).id])
    expect(await refusal(openai.files.list({ after }))).toMatchObject({ status: 400, param: 'after' });
});
