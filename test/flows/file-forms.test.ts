import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { embeddingLine, type Market, startMarket } from '../support/market-rig.ts';

let market: Market;
beforeAll(async () => {
  market = await startMarket();
});
afterEach(() => {
  expect(market.faults).toEqual([]);
});
afterAll(() => market.close());

const line = (id: string, input = 'a parked car') => `${JSON.stringify(embeddingLine(id, input))}\n`;
const listed = async () => (await Array.fromAsync(market.openai.files.list())).map(({ id }) => id);

/** Parts of a form as they go over the wire. */
const part = (name: string, value: string, filename?: string) =>
  `--x\r\nContent-Disposition: form-data; name="${name}"${filename ? `; filename="${filename}"` : ''}\r\n\r\n${value}\r\n`;
const post = async (body: BodyInit, contentType = 'multipart/form-data; boundary=x') => {
  const reply = await fetch(`${market.cloud.url}/v1/files`, {
    method: 'POST',
    headers: { authorization: `Bearer ${market.customerKey}`, 'content-type': contentType },
    body,
    duplex: 'half',
  } as RequestInit);
  return {
    status: reply.status,
    body: (await reply.json()) as { id: string; error: Record<string, unknown> },
  };
};

/** S3's open multipart uploads, as the stand-in keeps them: a folder each. */
const openUploads = () =>
  readdirSync(market.dir, { recursive: true, withFileTypes: true }).filter(
    ({ name, parentPath }) => name === 'upload.json' && !parentPath.includes('drafts'),
  );

test('the fields of a form may stand before its file or behind it', async () => {
  const fields =
    part('purpose', 'batch') +
    part('expires_after[anchor]', 'created_at') +
    part('expires_after[seconds]', '3600');
  const file = part('file', line('a'), 'input.jsonl');
  for (const form of [fields + file, file + fields]) {
    const { status, body } = await post(`${form}--x--\r\n`);
    expect([status, body]).toMatchObject([200, { bytes: line('a').length, filename: 'input.jsonl' }]);
    const { created_at, expires_at } = await market.openai.files.retrieve(body.id);
    expect(Number(expires_at) - created_at).toBe(3_600);
  }
});

const file = part('file', 'x', 'a.jsonl');
const purpose = part('purpose', 'batch');
const badForms: readonly (readonly [what: string, form: string, error: object])[] = [
  ['no file', purpose, { code: 'invalid_request', param: 'file' }],
  ['a text where the file belongs', purpose + part('file', 'x'), { code: 'invalid_request', param: 'file' }],
  ['an empty file', purpose + part('file', '', 'a.jsonl'), { code: 'invalid_file', param: 'file' }],
  ['two files', purpose + file + file, { code: 'invalid_request', param: 'file' }],
  ['a file of another name', purpose + part('data', 'x', 'a'), { code: 'invalid_request', param: 'data' }],
  ['no purpose', file, { code: 'invalid_request', param: 'purpose' }],
  ['another purpose', file + part('purpose', 'vision'), { code: 'invalid_request', param: 'purpose' }],
  ['a purpose given twice', purpose + purpose + file, { code: 'invalid_request', param: 'purpose' }],
  ['an unknown field', file + purpose + part('tags', 'a'), { code: 'unsupported_parameter', param: 'tags' }],
  [
    'a life of a minute',
    file + purpose + part('expires_after[anchor]', 'created_at') + part('expires_after[seconds]', '60'),
    { code: 'invalid_request', param: 'expires_after[seconds]' },
  ],
  [
    'a life that nothing is said to begin at',
    file + purpose + part('expires_after[seconds]', '3600'),
    { code: 'invalid_request', param: 'expires_after[anchor]' },
  ],
  ['a field of 10 kB', file + part('purpose', 'b'.repeat(10_000)), { code: 'invalid_request' }],
  ['a hundred fields', part('a', 'b').repeat(100), { code: 'invalid_request' }],
];

test.each(badForms)('a form with %s is refused, and nothing of it is kept', async (_, form, error) => {
  const before = await listed();
  expect(await post(`${form}--x--\r\n`)).toMatchObject({ status: 400, body: { error } });
  expect(await listed()).toEqual(before);
});

test('what is no form, has no boundary or breaks off before its end is refused', async () => {
  expect((await post('{}', 'application/json')).status).toBe(415);
  expect((await post(file, 'multipart/form-data')).status).toBe(400);
  expect((await post(purpose + file)).status).toBe(400);
  expect((await post('')).status).toBe(400);
});

/** A form whose file goes on for `bytes`, sent without saying how long it is. */
function endless(bytes: number, name = 'file'): Readable {
  const chunk = Buffer.from(line('a', 'x'.repeat(900)).repeat(1_000));
  return Readable.from(
    (function* () {
      yield Buffer.from(`--x\r\nContent-Disposition: form-data; name="${name}"; filename="a"\r\n\r\n`);
      for (let sent = 0; sent < bytes; sent += chunk.length) yield chunk;
      yield Buffer.from('\r\n--x--\r\n');
    })(),
  );
}

function sendTo(path: string): ClientRequest {
  return request(`${market.cloud.url}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${market.customerKey}`,
      'content-type': 'multipart/form-data; boundary=x',
    },
  });
}

test('a part that turns out to be too large is refused while it is sent, and S3 keeps nothing of it', async () => {
  const { id } = await market.openai.uploads.create({
    purpose: 'batch',
    filename: 'a',
    bytes: 7_000_000,
    mime_type: 'application/jsonl',
  });
  const sending = sendTo(`/v1/uploads/${id}/parts`);
  const answered = once(sending, 'response') as Promise<[IncomingMessage]>;
  // The connection may be closed under what nobody will read.
  sending.on('error', () => {});
  endless(40_000_000, 'data').pipe(sending);
  const [reply] = await answered;
  const body = JSON.parse(Buffer.concat(await Array.fromAsync(reply)).toString());
  sending.destroy();
  expect([reply.statusCode, body]).toMatchObject([413, { error: { code: 'file_too_large', param: 'data' } }]);
  expect(openUploads()).toEqual([]);
});

test('a connection that breaks in the middle of a file leaves no file and no open upload', async () => {
  const before = await listed();
  const sending = sendTo('/v1/files');
  sending.on('error', () => {});
  endless(60_000_000).pipe(sending, { end: false });
  while (openUploads().length === 0) await pause(10);
  sending.destroy();
  while (openUploads().length > 0) await pause(10);
  expect(await listed()).toEqual(before);
});

test('a file sent again under its key is kept once, however its form is written; another one is refused', async () => {
  const send = async (text: string, boundary: string) => {
    const form = (part('purpose', 'batch') + part('file', text, 'a.jsonl')).replaceAll(
      '--x\r\n',
      `--${boundary}\r\n`,
    );
    const reply = await fetch(`${market.cloud.url}/v1/files`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${market.customerKey}`,
        'content-type': `multipart/form-data; boundary=${boundary}`,
        'idempotency-key': 'the-file',
      },
      body: `${form}--${boundary}--\r\n`,
    });
    return {
      status: reply.status,
      replayed: reply.headers.get('idempotent-replayed'),
      body: await reply.text(),
    };
  };
  const text = line('a').repeat(1_000);
  const first = await send(text, 'one');
  expect(await send(text, 'two')).toEqual({ ...first, replayed: 'true' });
  expect((await send(`${text} `, 'one')).status).toBe(422);
});

test('an upload that broke off under its key may be sent again', async () => {
  const sending = sendTo('/v1/files');
  sending.setHeader('idempotency-key', 'broken-off');
  sending.on('error', () => {});
  sending.write(`${purpose}--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc`);
  await pause(100);
  sending.destroy();
  const again = async () => {
    const form = new FormData();
    form.set('purpose', 'batch');
    form.set('file', new File([line('a')], 'a'));
    const reply = await fetch(`${market.cloud.url}/v1/files`, {
      method: 'POST',
      headers: { authorization: `Bearer ${market.customerKey}`, 'idempotency-key': 'broken-off' },
      body: form,
    });
    return reply.status;
  };
  let status = await again();
  for (; status === 409; status = await again()) await pause(20);
  expect(status).toBe(200);
});
