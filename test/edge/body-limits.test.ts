import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { bodyLimits, limitBody } from '../../functions/edge/body-limits.ts';
import { newApi } from '../../functions/edge/http.ts';

const api = newApi({ newId: (prefix) => `${prefix}_1`, reportFault: () => undefined });
api.use('/v1/*', bodyLimits);
api.use('/small', limitBody(10));
api.post('*', async (c) => c.json({ bytes: (await c.req.arrayBuffer()).byteLength }));

const post = async (path: string, body: BodyInit, headers: Record<string, string> = {}) => {
  const reply = await api.request(path, { method: 'POST', body, headers, duplex: 'half' } as RequestInit);
  return { status: reply.status, body: await reply.json() };
};

/** Tells no length: it is known when it has been read. */
const streamed = (...chunks: string[]) =>
  Readable.toWeb(Readable.from(chunks.map((chunk) => Buffer.from(chunk)))) as ReadableStream;

const kilobytes = (count: number) => 'x'.repeat(count * 1_000);
const refused = { status: 413, body: { error: { code: 'request_too_large', param: null } } };

test('a body up to the limit arrives whole, with or without a length told', async () => {
  expect(await post('/small', '0123456789')).toEqual({ status: 200, body: { bytes: 10 } });
  expect(await post('/small', streamed('01234', '56789'))).toEqual({ status: 200, body: { bytes: 10 } });
});

test('a longer one is refused by the length it tells, before it is read', async () => {
  expect(await post('/small', 'x', { 'content-length': '11' })).toMatchObject(refused);
});

test('a longer one that tells no length is refused when it gets there', async () => {
  expect(await post('/small', streamed('0123456789', 'x'))).toMatchObject(refused);
});

test('a live call may carry a page’s image, other calls a few lines', async () => {
  expect((await post('/v1/chat/completions', streamed(kilobytes(9_900)))).status).toBe(200);
  expect(await post('/v1/chat/completions', streamed(kilobytes(10_001)))).toMatchObject(refused);
  expect((await post('/v1/api_keys', streamed(kilobytes(900)))).status).toBe(200);
  expect(await post('/v1/api_keys', streamed(kilobytes(1_001)))).toMatchObject(refused);
});

test('forms and inline requests have limits of their own, which are theirs to keep', async () => {
  for (const path of ['/v1/files', '/v1/uploads/upload_1/parts', '/v1/batches', '/v1/quotes'])
    expect((await post(path, streamed(kilobytes(1_200)))).status).toBe(200);
  expect(await post('/v1/uploads/upload_1/complete', streamed(kilobytes(1_200)))).toMatchObject(refused);
});
