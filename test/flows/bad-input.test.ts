import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import OpenAI, { APIError, toFile } from 'openai';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { call } from '../../local/demo/api.ts';
import { availableOf } from '../support/available-of.ts';
import { embeddingLine, type Market, startMarket } from '../support/market-rig.ts';

let market: Market;
beforeAll(async () => {
  market = await startMarket();
});
afterEach(async () => {
  await market.expectSound();
});
afterAll(() => market.close());

const upload = async (text: string) =>
  market.openai.files.create({ file: await toFile(Buffer.from(text), 'input.jsonl'), purpose: 'batch' });

const createBatch = (fileId: string, openai = market.openai) =>
  openai.batches.create({ input_file_id: fileId, endpoint: '/v1/embeddings', completion_window: '24h' });

async function refusal(attempt: Promise<unknown>): Promise<APIError> {
  const error = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof APIError)) throw new Error(`it was not refused: ${error}`);
  // OpenAI's shape: all four always there.
  expect(Object.keys(error.error as object)).toEqual(
    expect.arrayContaining(['message', 'type', 'param', 'code']),
  );
  expect(error.requestID).toMatch(/^req_/);
  return error;
}

const line = (customId: string, body: object = {}) =>
  JSON.stringify({ ...embeddingLine(customId, 'a parked car'), ...body });

const badFiles: [string, string, { code: string; line: number | null }][] = [
  ['a line that is not JSON', `${line('a')}\n{"custom_id": "b",\n`, { code: 'invalid_json_line', line: 2 }],
  [
    'an unknown model',
    `${line('a')}\n${line('b', { body: { model: 'gpt-9', input: 'x' } })}`,
    { code: 'model_not_found', line: 2 },
  ],
  [
    'a custom_id used twice',
    `${line('a')}\n${line('b')}\n${line('a')}`,
    { code: 'duplicate_custom_id', line: 3 },
  ],
  [
    'a line for another endpoint',
    line('a', { url: '/v1/chat/completions' }),
    { code: 'url_mismatch', line: 1 },
  ],
  [
    'a parameter that no engine keeps',
    line('a', { body: { model: 'parkade-embed-1', input: 'x', truncate: true } }),
    { code: 'unsupported_parameter', line: 1 },
  ],
  ['nothing but blank lines', '\n \n', { code: 'empty_batch', line: null }],
  [
    'more lines than a batch may have',
    Array.from({ length: 50_001 }, (_, at) => line(String(at))).join('\n'),
    { code: 'too_many_lines', line: 50_001 },
  ],
];

test.each(badFiles)('a file with %s is refused at create, naming the line', async (_, text, finding) => {
  const { id } = await upload(text);
  const error = await refusal(createBatch(id));
  expect(error).toMatchObject({ status: 400, code: 'invalid_batch' });
  expect((error.error as { findings: unknown[] }).findings).toContainEqual(expect.objectContaining(finding));
  if (finding.line !== null) expect(error.message).toMatch(/[Ll]ine|lines/);
});

test('an empty file, a wrong purpose and an unknown endpoint are refused', async () => {
  expect(await refusal(upload(''))).toMatchObject({ status: 400, code: 'invalid_file' });
  const other = market.openai.files.create({
    file: await toFile(Buffer.from('x'), 'x'),
    purpose: 'assistants',
  });
  expect(await refusal(other)).toMatchObject({ status: 400, code: 'invalid_request', param: 'purpose' });
  const { id } = await upload(line('a'));
  const images = market.openai.batches.create({
    input_file_id: id,
    endpoint: '/v1/images/generations',
    completion_window: '24h',
  });
  expect(await refusal(images)).toMatchObject({ status: 400, code: 'invalid_request', param: 'endpoint' });
  expect(await refusal(createBatch('file_none'))).toMatchObject({ status: 404, code: 'not_found' });
});

test('a file over 200 MB is refused by its announced length, before it is sent', async () => {
  const sending = request(`${market.cloud.url}/v1/files`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${market.customerKey}`,
      'content-type': 'multipart/form-data; boundary=x',
      'content-length': 200_200_000,
    },
  });
  sending.flushHeaders();
  const [reply] = (await once(sending, 'response')) as [IncomingMessage];
  const body = JSON.parse(Buffer.concat(await Array.fromAsync(reply)).toString());
  sending.destroy();
  expect([reply.statusCode, body]).toMatchObject([413, { error: { code: 'file_too_large', param: 'file' } }]);
});

test('a batch beyond the balance is refused with insufficient_quota, and nothing is queued or held', async () => {
  const poor = await call<{ apiKey: string }>(`${market.cloud.url}/v1/finance/customers`, {
    key: market.financeKey,
    body: { name: 'No money' },
  });
  const openai = new OpenAI({ apiKey: poor.apiKey, baseURL: `${market.cloud.url}/v1` });
  const file = await openai.files.create({
    file: await toFile(Buffer.from(line('a')), 'input.jsonl'),
    purpose: 'batch',
  });
  // The client would try a 429 again; x-should-retry tells it not to.
  const error = await refusal(createBatch(file.id, openai));
  expect(error).toMatchObject({ status: 429, code: 'insufficient_quota', type: 'insufficient_quota' });
  expect(error.headers?.get('x-should-retry')).toBe('false');
  expect((await openai.batches.list()).data).toEqual([]);
  await market.expectSound();
});

test('another customer’s files and batches are not found', async () => {
  const stranger = await call<{ apiKey: string }>(`${market.cloud.url}/v1/finance/customers`, {
    key: market.financeKey,
    body: { name: 'Stranger' },
  });
  const openai = new OpenAI({ apiKey: stranger.apiKey, baseURL: `${market.cloud.url}/v1`, maxRetries: 0 });
  const { id } = await upload(line('mine'));
  const batch = await createBatch(id);
  const attempts: (() => Promise<unknown>)[] = [
    () => openai.files.retrieve(id),
    () => openai.files.content(id),
    () => openai.files.delete(id),
    () => openai.batches.retrieve(batch.id),
    () => openai.batches.cancel(batch.id),
    () => createBatch(id, openai),
  ];
  for (const attempt of attempts)
    expect(await refusal(attempt())).toMatchObject({ status: 404, code: 'not_found' });
});

test('whoever names another customer in a request acts for himself', async () => {
  const stranger = await call<{ apiKey: string }>(`${market.cloud.url}/v1/finance/customers`, {
    key: market.financeKey,
    body: { name: 'Stranger without money' },
  });
  const openai = new OpenAI({ apiKey: stranger.apiKey, baseURL: `${market.cloud.url}/v1`, maxRetries: 0 });
  const before = await availableOf(market.cloud.deps, market.customerId);
  const { customerId } = market;
  const body = {
    endpoint: '/v1/embeddings',
    completion_window: '24h',
    requests: [{ custom_id: 'r0', body: { model: 'parkade-embed-1', input: 'Whose is it?' } }],
    metadata: { customer_id: customerId, customerId, tenant: customerId },
  };
  expect(await refusal(openai.post('/batches', { body }))).toMatchObject({ code: 'insufficient_quota' });
  expect(await availableOf(market.cloud.deps, market.customerId)).toBe(before);
});

test('a key of another role, a wrong key and no key are refused', async () => {
  for (const apiKey of [market.financeKey, 'pk_wrong']) {
    const openai = new OpenAI({ apiKey, baseURL: `${market.cloud.url}/v1`, maxRetries: 0 });
    expect(await refusal(openai.batches.list())).toMatchObject({ status: 401, code: 'invalid_api_key' });
  }
  for (const path of ['/v1/batches', '/v1/owner/earnings', '/v1/finance/proof', '/v1/vehicle/work'])
    expect(
      (await fetch(`${market.cloud.url}${path}`, { method: path.endsWith('work') ? 'POST' : 'GET' })).status,
    ).toBe(401);
});

test('malformed JSON is a clear 400, and an unknown path a clear 404', async () => {
  const headers = { authorization: `Bearer ${market.customerKey}`, 'content-type': 'application/json' };
  const broken = await fetch(`${market.cloud.url}/v1/batches`, { method: 'POST', headers, body: '{"a":' });
  expect([broken.status, await broken.json()]).toMatchObject([400, { error: { code: 'invalid_json' } }]);
  const lost = await fetch(`${market.cloud.url}/v1/nothing`, { headers });
  expect([lost.status, await lost.json()]).toMatchObject([404, { error: { code: 'not_found' } }]);
});
